/**
 * @file `fixpoint export`: a run as text for other programs, or a checkpoint as a file of another format.
 */

import type { Command } from "commander";
import { type FixpointError, usage } from "../errors.ts";
import { FLOAT_DTYPES } from "../formats/narrow.ts";
import { openLocation } from "../platform/node/location.ts";
import { EXPORT_FORMATS, type ExportFormat, exportRun } from "../trace/export.ts";
import { openRun } from "../trace/run-reader.ts";
import {
  CHECKPOINT_FORMATS,
  type CheckpointExportOptions,
  type CheckpointFormat,
  exportCheckpoint,
} from "./export-checkpoint.ts";
import { oneOf } from "./options.ts";
import { count, note } from "./output.ts";
import { writeResult } from "./write-result.ts";

interface ExportOptions extends CheckpointExportOptions {
  readonly format: ExportFormat | CheckpointFormat;
}

const FORMATS = [...EXPORT_FORMATS, ...CHECKPOINT_FORMATS] as const;

const HELP = `
A checkpoint is written under the names that upstream's training gives its tensors, rounded to nearest even where
--dtype asks for another number format. Its all_config.yaml, config.json and identifiers.json are copied beside
<file>; where others lie there, nothing is written. A .pt file opens with torch.load, also with weights_only=True.`;

export function addExportCommand(program: Command): void {
  program
    .command("export")
    .usage("<run-or-checkpoint> --format <format> [options]")
    .description(
      "print a run as JSON lines, as CSV, or as the rollouts.jsonl of the known TRM fork; write a checkpoint in another format",
    )
    .argument("<run-or-checkpoint>", "a run directory, or a checkpoint file")
    .requiredOption(
      "--format <format>",
      `of a run: ${EXPORT_FORMATS.join(", ")}; of a checkpoint: ${CHECKPOINT_FORMATS.join(", ")}`,
      oneOf("format", FORMATS),
    )
    .option("-o, --output <file>", "a new file to write (default for a run: stdout)")
    .option(
      "--dtype <dtype>",
      `numbers of the checkpoint: ${FLOAT_DTYPES.join(", ")} (default: as stored)`,
      oneOf("dtype", FLOAT_DTYPES),
    )
    .option("--config <file>", "the checkpoint's config (default: the one beside it)")
    .addHelpText("after", HELP)
    .action(exportPath);
}

async function exportPath(path: string, options: ExportOptions): Promise<void> {
  const { format, output, dtype, config } = options;
  const location = await openLocation(path);
  if (location.kind === "file") {
    await location.source.close();
    if (!isOneOf(CHECKPOINT_FORMATS, format)) throw wrongFormat(format, CHECKPOINT_FORMATS, `file ${path}`);
    return exportCheckpoint(path, format, options);
  }
  if (!isOneOf(EXPORT_FORMATS, format)) throw wrongFormat(format, EXPORT_FORMATS, `directory ${path}`);
  for (const [option, value] of Object.entries({ dtype, config })) {
    if (value !== undefined) throw usage(option, value, { expected: `a checkpoint, and ${path} is a directory` });
  }
  const run = await openRun(location.folder);
  try {
    if (run.info.status !== "complete") {
      const whole = run.info.rollouts === null ? "rollouts" : `of ${count(run.info.rollouts, "rollout")}`;
      note(`note: ${path} is not complete: ${run.rolloutCount} ${whole}`);
    }
    await writeResult(exportRun(run, format), output);
  } finally {
    await run.close();
  }
}

/** Which formats there are depends on what is exported. */
function wrongFormat(format: string, formats: readonly string[], of: string): FixpointError {
  return usage("format", format, { expected: `${formats.join(", ")} for the ${of}` });
}

function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return words.some((known) => known === word);
}
