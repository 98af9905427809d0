/**
 * @file What happens in a rollout: the positions worth jumping to.
 */

import { parseMoments } from "../../src/model/address.ts";
import type { RolloutRecord } from "../../src/trace/schema.ts";
import type { Timeline } from "./timeline.ts";

export const MARKER_KINDS = ["intervention", "solved", "lost", "settled", "halt"] as const;
export type MarkerKind = (typeof MARKER_KINDS)[number];

/** What each of them marks. */
export const MARKER_MEANINGS: Readonly<Record<MarkerKind, string>> = {
  intervention: "an intervention acts before this L-step",
  solved: "every cell right for the first time",
  lost: "no longer right, and not again",
  settled: "cells change for the last time",
  halt: "the model would halt",
};

export interface Marker {
  readonly kind: MarkerKind;
  readonly index: number;
  /** `first solved at 3.2` */
  readonly label: string;
}

/** In the order of the rollout. */
export function markersOf(timeline: Timeline, record: RolloutRecord): readonly Marker[] {
  const mark = (kind: MarkerKind, index: number | undefined, text: string): Marker[] =>
    index === undefined ? [] : [{ kind, index, label: `${text} at ${timeline.addressOf(index)}` }];
  const { first, lost } = correctness(timeline);
  const markers = [
    ...interventions(timeline, record.intervention ?? ""),
    ...mark("solved", first, "first solved"),
    ...mark("lost", lost, "no longer solved"),
    ...mark("settled", settledAt(timeline), MARKER_MEANINGS.settled),
    ...mark("halt", haltAt(timeline, record.haltStep), MARKER_MEANINGS.halt),
  ];
  return markers.sort((a, b) => a.index - b.index);
}

/** First position with every labelled cell right, and the first one after the last such, unless it is right in the end. */
function correctness({ positions }: Timeline): { first: number | undefined; lost: number | undefined } {
  const right = positions.map(({ shown }) => shown.cellsWrong === 0);
  const [first, last] = [right.indexOf(true), right.lastIndexOf(true)];
  return {
    first: first < 0 ? undefined : first,
    lost: last < 0 || last === right.length - 1 ? undefined : last + 1,
  };
}

/** The last position at which a cell changes: from it on the answer stays what it is; none where it is so from the start, or only in the end. */
export function settledAt({ positions }: Timeline): number | undefined {
  const last = positions.length - 1;
  let at = last;
  while (at > 0 && !changes(positions[at])) at--;
  return at === last || at === 0 ? undefined : at;
}

function changes(position: Timeline["positions"][number] | undefined): boolean {
  return [position?.probe, position?.answer].some((step) => (step?.cellsChanged ?? 0) > 0);
}

function haltAt({ positions, cycles }: Timeline, step: number | null): number | undefined {
  if (step === null) return undefined;
  const at = positions.findIndex(({ answer }) => answer?.supervisionStep === step && answer.hStep === cycles.hCycles);
  return at < 0 ? undefined : at;
}

/** `noise@5:target=z_L,sigma=1 ablate@*:target=z_H`: where each of them acts. */
function interventions({ positions, cycles }: Timeline, text: string): Marker[] {
  return text.split(/\s+/).flatMap((specification) => {
    const moments = /@([^:]+)/.exec(specification)?.[1];
    if (moments === undefined) return [];
    try {
      const { matches } = parseMoments(moments, cycles);
      return positions.flatMap(({ shown }, index): Marker[] =>
        matches(shown) ? [{ kind: "intervention", index, label: specification }] : [],
      );
    } catch {
      // Of a newer version, or another program: it is still in the caption.
      return [];
    }
  });
}
