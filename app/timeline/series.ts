/**
 * @file The numbers of a rollout over the cursor, as typed arrays for plots. NaN where there is none.
 */

import type { Position } from "../../src/trace/positions.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import type { Timeline } from "./timeline.ts";

export interface Series {
  /** As in files and on screen. */
  readonly name: string;
  /** [positions] */
  readonly values: Float64Array;
}

export type SeriesName = "hCosDist" | "lCosDist" | "qHaltLogit" | "meanEntropy" | "cellsWrong" | "cellsChanged";

/** What is measured at a position: movement of z_L of the probe, the rest of what is shown. */
const MEASURED: Readonly<Record<SeriesName, { name: string; of: (position: Position) => number | null | undefined }>> =
  {
    hCosDist: { name: "h_cos_dist", of: ({ answer }) => answer?.hCosDist },
    lCosDist: { name: "l_cos_dist", of: ({ probe }) => probe?.lCosDist },
    qHaltLogit: { name: "q_halt_logit", of: ({ shown }) => shown.qHaltLogit },
    meanEntropy: { name: "entropy", of: ({ shown }) => shown.meanEntropy },
    cellsWrong: { name: "cells wrong", of: ({ shown }) => shown.cellsWrong },
    // The answer repeats its last probe: what changed there is the probe's.
    cellsChanged: { name: "cells changed", of: ({ probe, answer }) => changed(probe, answer) },
  };

export function seriesOf({ positions }: Timeline, name: SeriesName): Series {
  const measured = MEASURED[name];
  return {
    name: measured.name,
    values: Float64Array.from(positions, (position) => measured.of(position) ?? Number.NaN),
  };
}

function changed(probe: StepRecord | undefined, answer: StepRecord | undefined): number | null | undefined {
  if (probe === undefined || answer === undefined) return (probe ?? answer)?.cellsChanged;
  return probe.cellsChanged === null ? null : probe.cellsChanged + (answer.cellsChanged ?? 0);
}
