/**
 * @file Which generated things are for training and which are held out: a function of the thing itself, not of the seed. So what
 * one data set trains on never stands in the test split of another, whatever their seeds and sizes.
 */

import { hash32 } from "../random/hash32.ts";

export type Split = "train" | "test";

/** One in so many is held out. */
export const HELD_OUT_ONE_IN = 4;

/** `key` says all that makes two things the same: for sudokus that includes every symmetry. */
export function splitOf(key: string): Split {
  return hash32(key) % HELD_OUT_ONE_IN === 0 ? "test" : "train";
}
