/**
 * @file `fixpoint demo`, which `npm start` runs: a small model thinks about three small tasks, undisturbed and then kicked, each
 * command shown as a person would type it.
 */

import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { UNTRAINED, untrainedCheckpoint } from "../model/demo-model.ts";
import { writeFileAtomic } from "../platform/node/atomic-write.ts";
import { say } from "./output.ts";
import { checkNewDirectory } from "./output-path.ts";

const TASKS = relative(".", fileURLToPath(new URL("../../examples/tasks", import.meta.url)));
const SEED = 2;

/** `run` carries out one command of the program and gives its exit code. */
export function addDemoCommand(program: Command, run: (argv: readonly string[]) => Promise<number>): void {
  program
    .command("demo")
    .description("watch a small untrained model think about three small tasks")
    .option("--out <dir>", "where to put its files (default: runs/demo, or the next free number)")
    .action(async ({ out }: { out?: string }) => demo(out ?? freeDirectory("runs/demo"), run));
}

async function demo(out: string, run: (argv: readonly string[]) => Promise<number>): Promise<void> {
  await checkNewDirectory(out, { expected: "a new directory" });
  const { tensors, config } = untrainedCheckpoint(UNTRAINED, SEED);
  await mkdir(out, { recursive: true });
  const checkpoint = join(out, "untrained.safetensors");
  await writeFileAtomic(checkpoint, tensors);
  await writeFileAtomic(join(out, "config.json"), new TextEncoder().encode(config));
  say(`${checkpoint}: a TRM with random weights. Its answers mean nothing yet; how it gets to them is what you see.`);

  const trace = ["trace", TASKS, "--checkpoint", checkpoint, "--puzzle-identifier", "0"];
  const calm = join(out, "undisturbed");
  const kicked = join(out, "kicked");
  const commands = [
    [...trace, "--out", calm],
    ["inspect", calm],
    ["inspect", calm, "--rollout", "0"],
    [...trace, "--out", kicked, "--intervene", "noise@5:target=z_L,sigma=1"],
    ["inspect", kicked, "--rollout", "0"],
  ];
  for (const argv of commands) {
    say(`\n$ fixpoint ${argv.map(quoted).join(" ")}`);
    const code = await run(argv);
    if (code !== 0) {
      process.exitCode = code;
      return;
    }
  }
  say(`\nEvery inner step is in ${calm}/steps.parquet (pandas and DuckDB open it), and as text:`);
  say(`$ fixpoint export ${calm} --format jsonl | head -3`);
}

/** `name`, or `name-2`, `name-3`, …: whichever is not there yet. */
function freeDirectory(name: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/** As a shell would want it. */
const quoted = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument}'`);
