/**
 * @file Everything random about a training, as functions of the seed and of what it is for: no generator has a state, so there is
 * none to save. Philox4x32-10, keyed by the seed.
 */

import { philox4x32 } from "../random/philox.ts";

/** What a number is drawn for. Fresh weights take the words whose last counter is 0. */
export type Purpose =
  | "group order"
  | "puzzle of a group"
  | "order of examples"
  | "exploration"
  | "length of exploration";

const PURPOSES: Readonly<Record<Purpose, number>> = {
  "group order": 1,
  "puzzle of a group": 2,
  "order of examples": 3,
  exploration: 4,
  "length of exploration": 5,
};

/** The number, uniform in [0, 1), that belongs to `(seed, purpose, major, minor)`; the seed and `major` are safe integers from 0. */
export function drawUniform(seed: number, purpose: Purpose, major: number, minor: number): number {
  const words = new Uint32Array(4);
  const [low, high] = [major >>> 0, Math.floor(major / 0x100000000)];
  philox4x32(minor, low, high, PURPOSES[purpose], seed >>> 0, Math.floor(seed / 0x100000000), words);
  const [first = 0, second = 0] = words;
  return ((first >>> 5) * 0x4000000 + (second >>> 6)) / 0x20000000000000;
}

/** A whole number from 0 to `bound` − 1. */
export function drawBelow(bound: number, seed: number, purpose: Purpose, major: number, minor: number): number {
  return Math.floor(bound * drawUniform(seed, purpose, major, minor));
}

/** 0 to `length` − 1 in random order (Fisher and Yates); only the first `wanted` of them where fewer are wanted. */
export function drawOrder(
  length: number,
  seed: number,
  purpose: Purpose,
  major: number,
  wanted: number = length,
): Int32Array {
  const order = Int32Array.from({ length }, (_, place) => place);
  for (let place = 0; place < wanted; place++) {
    const other = place + drawBelow(length - place, seed, purpose, major, place);
    const taken = order[other] as number;
    order[other] = order[place] as number;
    order[place] = taken;
  }
  return order.subarray(0, wanted);
}
