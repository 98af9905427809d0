/**
 * @file The noise of a rollout: every number a function of the seed, of what the rollout is and of where it is used, and
 * of nothing else. So it is the same on every engine and machine, at any batch size, in any order of tasks.
 */

import type { Moment } from "../../model/address.ts";
import type { StateName } from "../../model/schedule.ts";
import { centredNormalQuantile, centredUniform } from "../../random/normal.ts";
import { philox4x32 } from "../../random/philox.ts";
import type { RolloutRow } from "../request.ts";
import type { NoiseIdentity } from "./identity.ts";
import { noiseKey } from "./identity.ts";

/** Where noise is used. */
export interface NoisePlace {
  readonly moment: Moment;
  /** The intervention's place in the order given, from 0. */
  readonly intervention: number;
  readonly state: StateName;
}

/** The noise of one rollout. */
export interface NoiseSource {
  /**
   * Fills `out` with standard normals, made in float64 and rounded. Element i depends on the place and on i alone, not
   * on how many are asked for. Throws where a part of the place exceeds its field of the counter.
   */
  normals(place: NoisePlace, out: Float32Array): void;
}

/** The largest values that the counter's fields hold. */
const LIMITS = {
  supervisionStep: 0xffffffff,
  hStep: 0x7fff,
  lStep: 0xffff,
  intervention: 0xffffffff,
  blocks: 0x100000000,
};

const STATE_BIT: Readonly<Record<StateName, number>> = { z_H: 0, z_L: 1 };

function field(name: string, value: number, limit: number): number {
  if (!Number.isInteger(value) || value < 0 || value > limit) {
    throw new Error(`noise has no room for ${name} ${value} (0 to ${limit})`);
  }
  return value;
}

/**
 * The counter's last three words: a bijection of (supervision step, H-step, L-step, state, intervention), so that no two
 * draws of a rollout share a counter.
 *
 * | word | bits | field |
 * | --- | --- | --- |
 * | 0 | 32 | block: elements 2·block and 2·block + 1 |
 * | 1 | 32 | supervision step |
 * | 2 | 15, 16, 1 | H-step, L-step, state (z_H 0, z_L 1), from the top |
 * | 3 | 32 | intervention |
 */
function placeWords({ moment, intervention, state }: NoisePlace): readonly [number, number, number] {
  const supervisionStep = field("supervision step", moment.supervisionStep, LIMITS.supervisionStep);
  const hStep = field("H-step", moment.hStep, LIMITS.hStep);
  const lStep = field("L-step", moment.lStep, LIMITS.lStep);
  return [
    supervisionStep,
    (hStep << 17) | (lStep << 1) | STATE_BIT[state],
    field("intervention", intervention, LIMITS.intervention),
  ];
}

/** The noise of the rollout with this identity. */
export function noiseFor(identity: NoiseIdentity): NoiseSource {
  const [k0, k1] = noiseKey(identity);
  const words = new Uint32Array(4);
  return {
    normals(place, out) {
      const [c1, c2, c3] = placeWords(place);
      const blocks = field("blocks", Math.ceil(out.length / 2), LIMITS.blocks);
      for (let block = 0; block < blocks; block++) {
        philox4x32(block, c1, c2, c3, k0, k1, words);
        // An odd `out` ends before the last block does; a store past the end of a typed array does nothing.
        out[2 * block] = centredNormalQuantile(centredUniform(words[0] ?? 0, words[1] ?? 0));
        out[2 * block + 1] = centredNormalQuantile(centredUniform(words[2] ?? 0, words[3] ?? 0));
      }
    },
  };
}

/** The noise of a row of a batch under this seed. */
export function noiseForRow(seed: number, { puzzle, trajectory }: RolloutRow): NoiseSource {
  const { task, testIndex, augmentation } = puzzle;
  return noiseFor({ seed, task, testIndex, augmentation, trajectory });
}
