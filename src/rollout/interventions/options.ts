/**
 * @file Reads the options of an intervention, each with the sentence that says what would have been right.
 */

import { usage } from "../../errors.ts";
import type { SpecText } from "./spec.ts";

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Whether `min` itself is out of the range. */
  readonly above?: true;
  /** As the user is told: `0 to 10`. */
  readonly expected: string;
}

/** All throw usage errors. */
export interface Options {
  has(key: string): boolean;
  /** `undefined` when the key is not given. */
  choice<T extends string>(key: string, allowed: readonly T[]): T | undefined;
  number(key: string, range: NumberRange): number | undefined;
  /** Any safe integer. */
  integer(key: string): number | undefined;
  /** The value as it stands; a missing one is an error. `example` shows what it may be. */
  text(key: string, example: string): string;
  /** The error for a key that must be there. */
  missing(key: string, expected: string): Error;
}

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The options of this spec; throws a usage error for a key that is not among `known`. */
export function readOptions(spec: SpecText, known: readonly string[]): Options {
  const { options, text: where, kind } = spec;
  for (const key of options.keys()) {
    if (!known.includes(key)) throw usage(`option of ${kind}`, key, { expected: oneOf(known), where });
  }

  const missing = (key: string, expected: string): Error =>
    usage("intervention", `${where} has no ${key}`, { expected: `${key}=${expected}` });

  return {
    has: (key) => options.has(key),
    choice(key, allowed) {
      const value = options.get(key);
      if (value === undefined) return undefined;
      const found = allowed.find((candidate) => candidate === value);
      if (found === undefined) throw usage(key, value, { expected: oneOf(allowed), where });
      return found;
    },
    number(key, { min, max, above, expected }) {
      const value = options.get(key);
      if (value === undefined) return undefined;
      const number = DECIMAL.test(value) ? Number(value) : Number.NaN;
      const inside = number >= min && number <= max && !(above && number === min);
      if (!inside) throw usage(key, value, { expected, where });
      return number;
    },
    integer(key) {
      const value = options.get(key);
      if (value === undefined) return undefined;
      const number = /^[+-]?\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!Number.isSafeInteger(number)) throw usage(key, value, { expected: "an integer below 2^53", where });
      return number;
    },
    text(key, example) {
      const value = options.get(key);
      if (value === undefined) throw missing(key, example);
      return value;
    },
    missing,
  };
}

/** `a, b or c` */
export function oneOf(items: readonly string[]): string {
  const last = items.at(-1) ?? "nothing";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} or ${last}`;
}
