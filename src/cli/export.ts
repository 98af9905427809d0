/**
 * @file `fixpoint export`: a run as text for other programs.
 */

import type { Command } from "commander";
import { EXPORT_FORMATS, type ExportFormat, exportRun } from "../trace/export.ts";
import { openRunPath } from "./open-run.ts";
import { oneOf } from "./options.ts";
import { count, note } from "./output.ts";
import { writeResult } from "./write-result.ts";

export function addExportCommand(program: Command): void {
  program
    .command("export")
    .usage("<run> --format <format> [options]")
    .description("print a run as JSON lines, as CSV, or as the rollouts.jsonl of the known TRM fork")
    .argument("<run>", "a run directory")
    .requiredOption("--format <format>", EXPORT_FORMATS.join(", "), oneOf("format", EXPORT_FORMATS))
    .option("-o, --output <file>", "a new file to write (default: stdout)")
    .action(async (path: string, { format, output }: { format: ExportFormat; output?: string }) => {
      const run = await openRunPath(path);
      try {
        if (run.info.status !== "complete") {
          const whole = run.info.rollouts === null ? "rollouts" : `of ${count(run.info.rollouts, "rollout")}`;
          note(`note: ${path} is not complete: ${run.rolloutCount} ${whole}`);
        }
        await writeResult(exportRun(run, format), output);
      } finally {
        await run.close();
      }
    });
}
