/**
 * @file The exponents of one rollout.
 */

import type { BoundModel } from "../../rollout/bound-model.ts";
import type { RolloutRow } from "../../rollout/request.ts";
import { type DifferenceOptions, differenceTangents } from "./difference-tangents.ts";
import { type FiniteTimeExponents, finiteTimeExponents, type GrowthStep, growthAlong } from "./exponents.ts";
import { type RolloutMapOptions, rolloutMap } from "./rollout-map.ts";

export interface RolloutExponentOptions extends RolloutMapOptions, DifferenceOptions {
  /** k. The batch that the model is bound for must be `rowsFor(k)`. */
  readonly exponents: number;
  /** Supervision steps; the model's halt_max_steps where it is left out. */
  readonly steps?: number;
  /** Supervision steps at the beginning that do not count. */
  readonly skip?: number;
  /** Seed of the first frame. */
  readonly frameSeed?: number;
}

/** Exponents in nats per unit of the map: a supervision step or an H-step. */
export interface RolloutExponents extends FiniteTimeExponents {
  /** u8 [S]: the answer at the end of the trajectory. */
  readonly answerTokens: Uint8Array;
}

/** Rolls one puzzle out with displaced copies of it beside it, in one batch. */
export async function rolloutExponents(
  bound: BoundModel,
  row: RolloutRow,
  options: RolloutExponentOptions,
): Promise<RolloutExponents> {
  const { config, schedule } = bound.model;
  const { exponents, steps = config.haltMaxSteps, skip = 0, frameSeed = 0, unit } = options;
  const perSupervisionStep = unit === "h-step" ? schedule.hCycles : 1;
  const map = rolloutMap(bound, row, options);
  try {
    const growths: Omit<GrowthStep, "state">[] = [];
    for await (const step of growthAlong(differenceTangents(map, options), map.start, { exponents, seed: frameSeed })) {
      growths.push({ growth: step.growth, unresolved: step.unresolved });
      if (growths.length >= steps * perSupervisionStep) break;
    }
    const answerTokens = map.lastAnswer()?.tokens.slice(0, config.seqLen) as Uint8Array;
    return { ...finiteTimeExponents(growths, skip * perSupervisionStep), answerTokens };
  } finally {
    await map.close();
  }
}
