/**
 * @file How the filmstrip is laid out: a column per supervision step, a row per H-step, and in a column that is expanded the probes
 * before each answer.
 */

import type { Timeline } from "../../timeline/timeline.ts";

export interface StripColumn {
  readonly supervisionStep: number;
  readonly isExpanded: boolean;
  /** By H-step: positions of the frames in order; the last is the answer. */
  readonly rows: readonly (readonly number[])[];
}

/** Of a rollout that is under way the columns to come are there, and empty. */
export function stripOf({ positions, steps }: Timeline, expanded: readonly number[]): readonly StripColumn[] {
  const columns = new Map<number, Map<number, number[]>>();
  for (const [index, { shown, answer }] of positions.entries()) {
    const { supervisionStep, hStep } = shown;
    const rows = columns.get(supervisionStep) ?? new Map<number, number[]>();
    columns.set(supervisionStep, rows);
    const row = rows.get(hStep) ?? [];
    rows.set(hStep, row);
    if (answer !== undefined || expanded.includes(supervisionStep)) row.push(index);
  }
  const last = positions.at(-1)?.shown.supervisionStep ?? 0;
  for (let step = last + 1; step <= steps; step++) columns.set(step, new Map());
  return [...columns].map(([supervisionStep, rows]) => ({
    supervisionStep,
    isExpanded: expanded.includes(supervisionStep),
    rows: [...rows.values()],
  }));
}

/** By frame the one before it in the strip: what it differs from is what is seen there, not a probe that is not shown. */
export function framesBefore(columns: readonly StripColumn[]): ReadonlyMap<number, number> {
  const frames = columns.flatMap(({ rows }) => rows.flat());
  return new Map(frames.slice(1).map((frame, at) => [frame, frames[at] ?? frame]));
}

/** The frame of a position: of a probe that is not shown, the answer that it leads to. */
export function currentFrame({ positions }: Timeline, index: number, expanded: readonly number[]): number {
  const shown = positions[index]?.shown;
  if (shown === undefined || shown.kind === "answer" || expanded.includes(shown.supervisionStep)) return index;
  return positions.findIndex(({ answer }, at) => at > index && answer !== undefined);
}
