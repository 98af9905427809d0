/**
 * @file A run as text: events as JSON lines or CSV, rollouts as `rollouts.jsonl`. Generators of lines, so that a run of any
 * size is exported in bounded memory.
 */

import type { Task } from "../arc/puzzle.ts";
import { invalid, unsupported } from "../errors.ts";
import { COMPACT } from "./json-style.ts";
import { lineOfRecords } from "./line-records.ts";
import type { Cell, Column } from "./parquet/table.ts";
import { formatLine } from "./rollouts-line.ts";
import type { Run } from "./run-reader.ts";
import { type RolloutRecord, STEPS, type StepRecord } from "./schema.ts";

export type ExportFormat = "jsonl" | "csv" | "rollouts";

export const EXPORT_FORMATS: readonly ExportFormat[] = ["jsonl", "csv", "rollouts"];

/** The lines of the export, each with its line break. */
export function exportRun(run: Run, format: ExportFormat): AsyncGenerator<string, void, void> {
  switch (format) {
    case "jsonl":
      return exportJsonl(run);
    case "csv":
      return exportCsv(run);
    case "rollouts":
      return exportRollouts(run);
  }
}

/** What an exported event says of its rollout, behind the columns of `steps.parquet`. */
const OF_ROLLOUT = ["task", "test_index", "augmentation"] as const;

/**
 * A line per event: the columns of `steps.parquet` in their order, then `task`, `test_index` and `augmentation`. Missing is
 * null; bytes are arrays of numbers. Numbers come out exactly as they are stored; NaN and the infinities, which JSON does not
 * have, are the strings `"NaN"`, `"Infinity"`, `"-Infinity"`.
 */
export async function* exportJsonl(run: Run): AsyncGenerator<string, void, void> {
  for await (const recorded of recordedRollouts(run)) yield* jsonlOfRollout(recorded);
}

/** A rollout and its events, whatever run they are of. */
export interface ExportedRollout {
  readonly rollout: RolloutRecord;
  readonly steps: readonly StepRecord[];
}

/** The lines of one rollout in `exportJsonl`. */
export function* jsonlOfRollout({ rollout, steps }: ExportedRollout): Generator<string, void, void> {
  const { task, testIndex, augmentation } = rollout;
  const values = [task, testIndex, augmentation].map((value) => JSON.stringify(value));
  const tail = OF_ROLLOUT.map((key, index) => `"${key}":${values[index]}`).join(",");
  for (const step of steps) {
    const members = STEPS.columns.map(({ name, field }) => `"${name}":${cellJson(cellOf(step, field))}`);
    yield `{${members.join(",")},${tail}}\n`;
  }
}

/**
 * The same as comma-separated values (RFC 4180, but for line feeds alone) under a header: bytes are numbers with spaces
 * between them, missing is empty.
 */
export async function* exportCsv(run: Run): AsyncGenerator<string, void, void> {
  yield CSV_HEADER;
  for await (const recorded of recordedRollouts(run)) yield* csvOfRollout(recorded);
}

/** The first line of `exportCsv`. */
export const CSV_HEADER: string = `${[...STEPS.columns.map(({ name }) => name), ...OF_ROLLOUT].join(",")}\n`;

/** The lines of one rollout in `exportCsv`, without the header. */
export function* csvOfRollout({ rollout, steps }: ExportedRollout): Generator<string, void, void> {
  const { task, testIndex, augmentation } = rollout;
  const tail = [task, testIndex, augmentation].map(cellCsv).join(",");
  for (const step of steps) {
    yield `${STEPS.columns.map(({ field }: Column) => cellCsv(cellOf(step, field))).join(",")},${tail}\n`;
  }
}

/**
 * `rollouts.jsonl`: a line per rollout. An import comes out as it went in, byte for byte but for empty lines.
 * Throws where a rollout is of no ARC task: the format is one of grids.
 */
export async function* exportRollouts(run: Run): AsyncGenerator<string, void, void> {
  const tasks = await run.tasks();
  const style = run.info.importedFrom ?? COMPACT;
  for await (const recorded of recordedRollouts(run)) {
    const { source, task } = recorded.rollout;
    yield `${source ?? formatLine(lineOfRecords(recorded, taskNamed(tasks, task)), style)}\n`;
  }
}

function taskNamed(tasks: ReadonlyMap<string, Task>, name: string): Task {
  const task = tasks.get(name);
  if (task !== undefined) return task;
  throw unsupported("export", "rollouts.jsonl holds ARC tasks", { expected: `a run of them, not of ${name}` });
}

/** Rows and steps of every rollout in turn. */
export async function* recordedRollouts(run: Run): AsyncGenerator<ExportedRollout, void, void> {
  const steps = run.allSteps();
  for await (const rollouts of run.rolloutGroups()) {
    for (const rollout of rollouts) {
      const next = await steps.next();
      if (next.done || next.value[0]?.rollout !== rollout.rollout) {
        throw invalid("run", `the steps of rollout ${rollout.rollout} are missing`, { where: run.name });
      }
      yield { rollout, steps: next.value };
    }
  }
}

function cellOf(row: StepRecord, field: string): Cell {
  return (row as Readonly<Record<string, Cell>>)[field] ?? null;
}

function cellJson(cell: Cell): string {
  if (cell instanceof Uint8Array) return `[${cell.join(",")}]`;
  if (typeof cell !== "number") return JSON.stringify(cell);
  return Number.isFinite(cell) ? numberText(cell) : `"${cell}"`;
}

function cellCsv(cell: Cell): string {
  if (cell === null) return "";
  if (cell instanceof Uint8Array) return cell.join(" ");
  if (typeof cell === "number") return numberText(cell);
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
