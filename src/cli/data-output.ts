/**
 * @file What the commands that make data have in common: where it goes, and in which format.
 */

import { setImmediate } from "node:timers/promises";
import { type Command, Option } from "commander";
import { datasetFiles, type FileToWrite } from "../formats/tasks/dataset-write.ts";
import { produce } from "../gym/produce.ts";
import type { Product, Production } from "../gym/product.ts";
import { type Specification, specificationJson } from "../gym/specification.ts";
import { undoneOnInterrupt } from "./interrupt.ts";
import { oneOf, wholeNumber } from "./options.ts";
import { note, say } from "./output.ts";
import { checkNewDirectory } from "./output-path.ts";
import { createProgress } from "./progress.ts";
import { VERSION } from "./version.ts";
import { writeNewDirectory } from "./write-directory.ts";

export const DATA_FORMATS = ["arc", "dataset"] as const;
export type DataFormat = (typeof DATA_FORMATS)[number];

export interface DataOptions {
  readonly out: string;
  readonly seed: number;
  readonly format: DataFormat;
}

/** Milliseconds of work between two looks at what else there is: Ctrl-C. */
const PAUSE_EVERY = 50;

/** The options of every such command. */
export function withDataOptions(command: Command): Command {
  return command
    .requiredOption("--out <dir>", "the directory to write, which must not be there yet")
    .option("--seed <n>", "the same seed makes the same data", wholeNumber("seed", 0), 0)
    .addOption(
      new Option("--format <format>", "arc: ARC task JSON; dataset: arrays in upstream's layout")
        .argParser(oneOf("format", DATA_FORMATS))
        .default("dataset" satisfies DataFormat),
    );
}

/** Makes what is specified and writes it. Ctrl-C leaves nothing. */
export async function writeData(
  { out, format }: Pick<DataOptions, "out" | "format">,
  specification: Specification,
): Promise<void> {
  await checkNewDirectory(out, { expected: "a new directory" });
  const production = produce(specification);
  await undoneOnInterrupt(async (check) => {
    const product = await made(production, check);
    await writeNewDirectory(out, format === "arc" ? arcFiles(product) : filesOf(product, specification), check);
    say(`${out}: ${product.summary}`);
  });
}

/** Makes everything, with a bar or lines that say how far it is; `check` is called now and then, and may throw. */
export async function made(production: Production, check: () => void = () => {}): Promise<Product> {
  const progress = createProgress(production);
  const run = production.run();
  let paused = performance.now();
  try {
    for (;;) {
      const { done, value } = run.next();
      if (done === true) {
        // Before anything is said: a bar would be written over.
        progress.end();
        for (const text of value.notes) note(`note: ${text}`);
        return value;
      }
      if (performance.now() - paused < PAUSE_EVERY) continue;
      progress.update(value);
      await setImmediate();
      check();
      paused = performance.now();
    }
  } finally {
    progress.end();
  }
}

function arcFiles(product: Product): FileToWrite[] {
  return Object.entries(product.arcTasks()).map(([id, task]) => jsonFile(`${id}.json`, task));
}

/** The data set, and `fixpoint.json`, which says how it was made. */
function* filesOf(product: Product, specification: Specification): Generator<FileToWrite, void, void> {
  yield jsonFile("fixpoint.json", { ...specificationJson(specification), fixpoint_version: VERSION });
  for (const [path, value] of Object.entries(product.beside())) yield jsonFile(path, value);
  yield* datasetFiles(product.dataset());
}

function jsonFile(path: string, value: object): FileToWrite {
  return { path, bytes: new TextEncoder().encode(`${JSON.stringify(value)}\n`) };
}
