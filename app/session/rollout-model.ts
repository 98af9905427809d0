/**
 * @file A rollout that is open: its steps on a timeline, with everything that views ask of it again and again computed once.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import type { RolloutRecord, StepRecord } from "../../src/trace/schema.ts";
import type { OpenedRun } from "../sources/opened-run.ts";
import { type Marker, markersOf } from "../timeline/markers.ts";
import { type Series, type SeriesName, seriesOf } from "../timeline/series.ts";
import { type Timeline, timelineOf } from "../timeline/timeline.ts";

export interface RolloutModel {
  readonly run: OpenedRun;
  readonly record: RolloutRecord;
  readonly steps: readonly StepRecord[];
  readonly timeline: Timeline;
  readonly markers: readonly Marker[];
  /** With the training pairs; `undefined` for what is no ARC task. */
  readonly task: Task | undefined;
  series(name: SeriesName): Series;
}

export function rolloutModel(
  run: OpenedRun,
  record: RolloutRecord,
  steps: readonly StepRecord[],
  task: Task | undefined,
  /** Supervision steps of the whole rollout, where it is under way. */
  wholeSteps?: number,
): RolloutModel {
  const timeline = timelineOf(steps, run.cycles, wholeSteps);
  const series = new Map<SeriesName, Series>();
  return {
    run,
    record,
    steps,
    timeline,
    markers: markersOf(timeline, record),
    task,
    series(name) {
      const known = series.get(name) ?? seriesOf(timeline, name);
      series.set(name, known);
      return known;
    },
  };
}
