/**
 * @file When two runs are equal: the rows of their rollouts are, and so is what `export --format jsonl` prints.
 */

import { exportJsonl } from "./export.ts";
import type { Cell } from "./parquet/table.ts";
import type { Run } from "./run-reader.ts";
import { IMPORTED_ROLLOUTS, type RolloutRecord } from "./schema.ts";

export async function runsEqual(a: Run, b: Run): Promise<boolean> {
  return (await firstDifference(a, b)) === undefined;
}

/** The first difference as a sentence; `undefined` where the runs are equal. In bounded memory. */
export async function firstDifference(a: Run, b: Run): Promise<string | undefined> {
  if (a.rolloutCount !== b.rolloutCount) return `${a.rolloutCount} rollouts, then ${b.rolloutCount}`;
  for await (const [before, after] of pairs(rolloutRows(a), rolloutRows(b))) {
    const difference = rolloutDifference(before, after);
    if (difference !== undefined) return difference;
  }
  for await (const [before, after] of pairs(exportJsonl(a), exportJsonl(b))) {
    if (before !== after) return eventDifference(before, after);
  }
  return undefined;
}

async function* rolloutRows(run: Run): AsyncGenerator<RolloutRecord, void, void> {
  for await (const group of run.rolloutGroups()) yield* group;
}

/** What both yield in turn; `undefined` for one that has ended. */
async function* pairs<T>(
  a: AsyncGenerator<T, void, void>,
  b: AsyncGenerator<T, void, void>,
): AsyncGenerator<[T | undefined, T | undefined], void, void> {
  for (;;) {
    const [before, after] = [await a.next(), await b.next()];
    if (before.done && after.done) return;
    yield [before.value ?? undefined, after.value ?? undefined];
  }
}

function rolloutDifference(before: RolloutRecord | undefined, after: RolloutRecord | undefined): string | undefined {
  for (const { field, name } of IMPORTED_ROLLOUTS.columns) {
    const [was, is] = [before, after].map((row: Readonly<Record<string, Cell>> | undefined) => cellText(row?.[field]));
    if (was !== is) return `rollout ${before?.rollout}: ${name} is ${short(was)}, then ${short(is)}`;
  }
  return undefined;
}

function eventDifference(before: string | undefined, after: string | undefined): string {
  const [was, is] = [readEvent(before), readEvent(after)];
  const event = was ?? is;
  const address = ["supervision_step", "h_step", "l_step"].map((key) => event?.[key]).join(".");
  const where = `rollout ${event?.["rollout"]}, ${event?.["kind"]} ${address}`;
  if (was === undefined || is === undefined) return `${where} is in one of the runs only`;
  const key = Object.keys(was).find((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name])) ?? "";
  return `${where}: ${key} is ${short(JSON.stringify(was[key]))}, then ${short(JSON.stringify(is[key]))}`;
}

function readEvent(line: string | undefined): Readonly<Record<string, unknown>> | undefined {
  return line === undefined ? undefined : JSON.parse(line);
}

/** Tells any two cells apart, -0 from 0 too. */
function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "null";
  if (typeof cell === "number") return Object.is(cell, -0) ? "-0" : String(cell);
  return typeof cell === "object" ? `[${Array.from(cell, cellText).join(" ")}]` : JSON.stringify(cell);
}

function short(text: string | undefined): string {
  return text !== undefined && text.length > 200 ? `${text.slice(0, 200)}…` : String(text);
}
