/**
 * @file Two rollouts side by side: what of the pinned one stands at a position of the one on screen, and where they part and re-join.
 */

import { type Parting, parting } from "../../../src/analysis/compare/part.ts";
import { sameAnswer } from "../../../src/analysis/compare/same-answer.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import type { SeriesName } from "../../timeline/series.ts";

type Compared = Pick<RolloutModel, "timeline" | "steps" | "series"> & Partial<Pick<RolloutModel, "task">>;

const isTask = ({ task }: Compared): boolean => task !== undefined;

const haveSameCycles = ({ timeline: { cycles: a } }: Compared, { timeline: { cycles: b } }: Compared): boolean =>
  a.hCycles === b.hCycles && a.lCycles === b.lCycles;

/**
 * For every position of `model` the position of `pinned` that has its address, `undefined` where there is none. With other cycles
 * only the answers that end a supervision step have one.
 */
export function counterparts(model: Compared, pinned: Compared): readonly (number | undefined)[] {
  const sameCycles = haveSameCycles(model, pinned);
  const keyOf = ({ timeline: { positions, cycles } }: Compared, at: number): string | undefined => {
    const { shown, answer } = positions[at] ?? {};
    if (shown === undefined) return undefined;
    if (sameCycles) return `${shown.supervisionStep}.${shown.hStep}.${shown.lStep}`;
    return answer?.hStep === cycles.hCycles ? String(answer.supervisionStep) : undefined;
  };
  const places = new Map<string | undefined, number>();
  for (const at of pinned.timeline.positions.keys()) places.set(keyOf(pinned, at), at);
  places.delete(undefined);
  return model.timeline.positions.map((_, at) => places.get(keyOf(model, at)));
}

/** What of the pinned rollout is shown at a position: its counterpart, else that of the next position which has one, else the last. */
export function companionIndex(model: Compared, pinned: Compared, index: number): number {
  const pairs = cachedCounterparts(model, pinned);
  for (let at = index; at < pairs.length; at++) if (pairs[at] !== undefined) return pairs[at] as number;
  return pinned.timeline.length - 1;
}

/** Numbers of the pinned rollout on the positions of `model`; NaN where it has none. f64 [positions] */
export function seriesBeside(model: Compared, pinned: Compared, name: SeriesName): Float64Array {
  const { values } = pinned.series(name);
  return Float64Array.from(cachedCounterparts(model, pinned), (at) =>
    at === undefined ? Number.NaN : (values[at] ?? Number.NaN),
  );
}

export function partingOf(model: Compared, pinned: Compared): Parting {
  return parting(model.steps, pinned.steps, {
    isTask: isTask(model),
    answersOnly: !haveSameCycles(model, pinned),
  });
}

/** Supervision steps in which the two hold different answers at any position that both have. */
export function stepsApart(model: Compared, pinned: Compared): ReadonlySet<number> {
  const apart = new Set<number>();
  for (const [at, other] of cachedCounterparts(model, pinned).entries()) {
    if (other === undefined) continue;
    const [mine, theirs] = [model.timeline.at(at).shown, pinned.timeline.at(other).shown];
    if (!sameAnswer(mine.tokens, theirs.tokens, isTask(model))) apart.add(mine.supervisionStep);
  }
  return apart;
}

/** For people. */
export function partingWords({ events, partsAt, rejoinsAt, sameEnd }: Parting): string {
  if (events === 0) return "no address in common";
  if (partsAt === null) return "the same at every address";
  if (rejoinsAt !== null) return `part at ${partsAt}, re-join at ${rejoinsAt}`;
  return `part at ${partsAt}, ${sameEnd ? "the last answer is the same" : "never re-join"}`;
}

const known = new WeakMap<Compared, WeakMap<Compared, ReturnType<typeof counterparts>>>();

/** Asked for with every move of the cursor. */
function cachedCounterparts(model: Compared, pinned: Compared): ReturnType<typeof counterparts> {
  const ofModel = known.get(model) ?? new WeakMap<Compared, ReturnType<typeof counterparts>>();
  known.set(model, ofModel);
  const pairs = ofModel.get(pinned) ?? counterparts(model, pinned);
  ofModel.set(pinned, pairs);
  return pairs;
}
