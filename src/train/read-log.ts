/**
 * @file Reads `log.jsonl`, gzipped or not.
 */

import { isObject } from "../arc/describe.ts";
import { FixpointError, invalid } from "../errors.ts";
import { unpacked } from "../formats/gzip.ts";
import { parseJson } from "../formats/json.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { readLines } from "../trace/lines.ts";
import { LOG_COLUMNS, type LogColumn } from "./log-record.ts";

export interface TrainingLog {
  /** f64 [training steps] each. */
  readonly columns: Readonly<Record<LogColumn, Float64Array>>;
  /** The last line was cut, as a kill leaves it, and is not among the others. */
  readonly isCut: boolean;
}

/** 256 MiB unpacked: a million training steps. What is not gzipped may be longer. */
const LONGEST_UNPACKED = 2 ** 28;

/**
 * Throws a `FixpointError` for what is no line of a log, and where steps do not follow each other. A log that is being written may be
 * read.
 */
export async function readLog(file: ByteSource): Promise<TrainingLog> {
  const source = await unpacked(file, LONGEST_UNPACKED);
  const columns = Object.fromEntries(LOG_COLUMNS.map((name) => [name, [] as number[]])) as Record<LogColumn, number[]>;
  let broken: FixpointError | undefined;
  for await (const { number, text } of readLines(source)) {
    // Only what no line follows can have been cut.
    if (broken !== undefined) throw broken;
    const where = `line ${number} of ${source.name}`;
    try {
      addLine(columns, text, where);
    } catch (error) {
      if (!(error instanceof FixpointError) || columns.step.length === 0) throw error;
      broken = error;
    }
  }
  if (broken !== undefined && (await endsInLineBreak(source))) throw broken;
  if (columns.step.length === 0)
    throw invalid("log", "no line in it", { expected: "log.jsonl of fixpoint train", where: source.name });
  const arrays = LOG_COLUMNS.map((name) => [name, Float64Array.from(columns[name])] as const);
  return { columns: Object.fromEntries(arrays) as Record<LogColumn, Float64Array>, isCut: broken !== undefined };
}

function addLine(columns: Record<LogColumn, number[]>, text: string, where: string): void {
  const record = parseJson(text, "log", where);
  const values = LOG_COLUMNS.map((name) => (isObject(record) ? record[name] : undefined));
  const missing = values.findIndex((value) => typeof value !== "number");
  if (missing !== -1) {
    throw invalid("log", `no number ${LOG_COLUMNS[missing]}`, { expected: "log.jsonl of fixpoint train", where });
  }
  const [before, step] = [columns.step.at(-1) ?? 0, values[LOG_COLUMNS.indexOf("step")] as number];
  if (step <= before) throw invalid("log", `step ${step} after step ${before}`, { expected: "ascending steps", where });
  for (const [index, name] of LOG_COLUMNS.entries()) columns[name].push(values[index] as number);
}

async function endsInLineBreak(source: ByteSource): Promise<boolean> {
  const [last] = await source.read(source.size - 1, 1);
  return last === 0x0a;
}
