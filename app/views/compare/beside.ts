/**
 * @file Two rollouts side by side: what of the pinned one stands at a position of the one on screen, and where they part and re-join.
 */

import { type Parting, parting } from "../../../src/analysis/compare/part.ts";
import { sameAnswer } from "../../../src/analysis/compare/same-answer.ts";
import { companionOf, counterparts as counterpartsOf, haveSameCycles } from "../../../src/trace/companion.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import type { SeriesName } from "../../timeline/series.ts";

type Compared = Pick<RolloutModel, "timeline" | "steps" | "series"> & Partial<Pick<RolloutModel, "task">>;

const isTask = ({ task }: Compared): boolean => task !== undefined;

/** For every position of `model` the position of `pinned` that has its address, see `companion.ts`. */
export const counterparts = (model: Compared, pinned: Compared): readonly (number | undefined)[] =>
  counterpartsOf(model.timeline, pinned.timeline);

/** What of the pinned rollout is shown at a position. */
export const companionIndex = (model: Compared, pinned: Compared, index: number): number =>
  companionOf(cachedCounterparts(model, pinned), index, pinned.timeline);

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
    answersOnly: !haveSameCycles(model.timeline, pinned.timeline),
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
export function partingWords({ events, partsAt, rejoinsAt, sameEnd, togetherSteps }: Parting): string {
  if (events === 0) return "no address in common";
  if (partsAt === null) return "the same answer at every address";
  if (rejoinsAt !== null) return `part at ${partsAt}, re-join at ${rejoinsAt} ${togetherWords(togetherSteps)}`;
  return `part at ${partsAt}, ${endWords(sameEnd)}`;
}

/** For how long the two are together again at the end, in whole supervision steps: two that wander meet by chance. */
export const togetherWords = (steps: number): string =>
  steps === 0 ? "for less than a step" : `for ${steps === 1 ? "1 step" : `${steps} steps`}`;

/** Of two that part and do not stay together again: they may have met in between. */
export const endWords = (sameEnd: boolean): string => (sameEnd ? "the last answer is the same" : "apart at the end");

const known = new WeakMap<Compared, WeakMap<Compared, ReturnType<typeof counterparts>>>();

/** Asked for with every move of the cursor. */
function cachedCounterparts(model: Compared, pinned: Compared): ReturnType<typeof counterparts> {
  const ofModel = known.get(model) ?? new WeakMap<Compared, ReturnType<typeof counterparts>>();
  known.set(model, ofModel);
  const pairs = ofModel.get(pinned) ?? counterparts(model, pinned);
  ofModel.set(pinned, pairs);
  return pairs;
}
