/**
 * @file `fixpoint import`: a `rollouts.jsonl` of the known TRM fork as a run.
 */

import type { Command } from "commander";
import type { ByteSource } from "../platform/byte-source.ts";
import { openFile } from "../platform/node/file-source.ts";
import { importRun } from "../trace/node/import-run.ts";
import { undoneOnInterrupt } from "./interrupt.ts";
import { say } from "./output.ts";
import { checkNewDirectory } from "./output-path.ts";
import { VERSION } from "./version.ts";

export function addImportCommand(program: Command): void {
  program
    .command("import")
    .usage("<file> -o <run>")
    .description("make a run of a rollouts.jsonl; movement and canvas, which it lacks, stay empty")
    .argument("<file>", "a rollouts.jsonl")
    .requiredOption("-o, --output <run>", "the run directory to write")
    .action(async (path: string, { output }: { output: string }) => {
      await checkNewDirectory(output, { expected: "a new directory" });
      const source = await openFile(path);
      try {
        await undoneOnInterrupt((check) =>
          importRun(checked(source, check), output, { fixpointVersion: VERSION, now: () => new Date().toISOString() }),
        );
      } finally {
        await source.close();
      }
      say(`${output}: imported ${source.name}`);
    });
}

function checked(source: ByteSource, check: () => void): ByteSource {
  return {
    ...source,
    async read(offset, length) {
      check();
      return source.read(offset, length);
    },
  };
}
