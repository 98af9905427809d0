/**
 * @file The values of a mapping that a person wrote, checked one by one: what a key must be is said where it is read, and every
 * mistake is one sentence.
 */

import { describeValue, isObject } from "../../arc/describe.ts";
import { type FixpointError, invalid } from "../../errors.ts";
import { quote } from "../../formats/quote.ts";

export interface NumberRule {
  /** `a number above 0` */
  readonly expected: string;
  fits(value: number): boolean;
}

/** Larger counts are typing mistakes, and would only run out of memory later. */
const MOST = 1_000_000_000;

export const ABOVE_ZERO: NumberRule = { expected: "a number above 0", fits: (value) => value > 0 };
export const FROM_ZERO: NumberRule = { expected: "a number from 0", fits: (value) => value >= 0 };
export const SHARE: NumberRule = { expected: "a number from 0 to 1", fits: (value) => value >= 0 && value <= 1 };
/** Rates of moving averages: at 1 nothing would ever move. */
export const BELOW_ONE: NumberRule = { expected: "a number from 0 to below 1", fits: (v) => v >= 0 && v < 1 };
export const COUNT = wholeFrom(1);
export const COUNT_OR_NONE = wholeFrom(0);

function wholeFrom(least: number): NumberRule {
  const fits = (value: number): boolean => Number.isSafeInteger(value) && value >= least && value <= MOST;
  return { expected: `a whole number from ${least} to ${MOST}`, fits };
}

export interface Fields {
  /** Does exactly this text stand there? */
  is(key: string, text: string): boolean;
  number(key: string, rule: NumberRule, fallback?: number): number;
  optionalNumber(key: string, rule: NumberRule): number | undefined;
  /** One of these words. */
  word<T extends string>(key: string, words: readonly T[], fallback?: T): T;
  optionalText(key: string): string | undefined;
  flag(key: string, fallback: boolean): boolean;
  /** The mapping under a key, which has these keys at most. */
  mapping(key: string, keys: readonly string[]): Fields;
  wrong(key: string, got: string, expected: string): FixpointError;
}

/** The fields of `values`, of the file `where`. A key that is not in `keys` is an error; null is as if a key were not there. */
export function fieldsOf(
  values: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  where: string,
  prefix = "",
): Fields {
  const unknown = Object.keys(values).find((key) => !keys.includes(key));
  if (unknown !== undefined) {
    throw invalid("recipe", `unknown key ${quote(prefix + unknown)}`, { expected: keys.join(", "), where });
  }
  const at = (key: string): unknown => values[key] ?? undefined;
  const wrong = (key: string, got: string, expected: string): FixpointError =>
    invalid(prefix + key, got, { expected, where });
  const misfit = (key: string, expected: string): FixpointError => {
    const value = at(key);
    return wrong(key, typeof value === "string" ? quote(value) : describeValue(value), expected);
  };

  function optionalNumber(key: string, rule: NumberRule): number | undefined {
    const value = at(key);
    if (value === undefined) return undefined;
    if (typeof value === "number" && Number.isFinite(value) && rule.fits(value)) return value;
    throw misfit(key, rule.expected);
  }

  return {
    is: (key, text) => at(key) === text,
    wrong,
    optionalNumber,
    number(key, rule, fallback) {
      const value = optionalNumber(key, rule) ?? fallback;
      if (value === undefined) throw misfit(key, rule.expected);
      return value;
    },
    word(key, words, fallback) {
      const value = at(key) ?? fallback;
      const word = words.find((candidate) => candidate === value);
      if (word === undefined) throw misfit(key, words.join(" or "));
      return word;
    },
    optionalText(key) {
      const value = at(key);
      if (value === undefined || (typeof value === "string" && value !== "")) return value;
      throw misfit(key, "a text");
    },
    flag(key, fallback) {
      const value = at(key) ?? fallback;
      if (typeof value === "boolean") return value;
      throw misfit(key, "true or false");
    },
    mapping(key, inner) {
      const value = at(key);
      if (!isObject(value)) throw misfit(key, "a mapping");
      return fieldsOf(value, inner, where, `${prefix}${key}.`);
    },
  };
}
