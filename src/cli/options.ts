/**
 * @file Reading options: numbers within bounds and names out of a list, or one sentence and exit code 2.
 */

import { usage } from "../errors.ts";

/** A parser for commander: a whole number from `least` to `most`. */
export function wholeNumber(option: string, least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
    const bounded = most !== Number.MAX_SAFE_INTEGER || value > most;
    const expected = bounded ? `${least} to ${most}` : `a whole number from ${least}`;
    throw usage(option, text, { expected });
  };
}

/** A parser for commander: one of these words. */
export function oneOf<T extends string>(option: string, words: readonly T[]): (text: string) => T {
  return (text) => {
    const word = words.find((candidate) => candidate === text);
    if (word === undefined) throw usage(option, text, { expected: words.join(", ") });
    return word;
  };
}

/** A parser for commander: the option may stand several times. */
export const collect = (text: string, before: readonly string[] = []): string[] => [...before, text];
