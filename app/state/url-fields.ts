/**
 * @file How each kind of value is written in a link. A codec reads what it writes; of anything else it says what was expected.
 */

export interface Codec<T> {
  readonly format: (value: T) => string;
  /** `undefined` for a text that is none. */
  readonly parse: (text: string) => T | undefined;
  /** What a person is told when it is none: `on or off`. */
  readonly expected: string;
}

/** More than any list in a link holds. */
const MOST_ITEMS = 200;

export const text: Codec<string> = { format: (value) => value, parse: (value) => value, expected: "a text" };

export const flag: Codec<boolean> = {
  format: (value) => (value ? "on" : "off"),
  parse: (value) => (value === "on" ? true : value === "off" ? false : undefined),
  expected: "on or off",
};

export const count: Codec<number> = {
  format: String,
  parse: (value) => (/^\d{1,9}$/.test(value) ? Number(value) : undefined),
  expected: "a whole number",
};

export const decimal: Codec<number> = {
  format: String,
  parse(value) {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number : undefined;
  },
  expected: "a number",
};

export function oneOf<T extends string>(words: readonly T[]): Codec<T> {
  return {
    format: (value) => value,
    parse: (value) => words.find((word) => word === value),
    expected: words.join(", "),
  };
}

export function matching(pattern: RegExp, expected: string): Codec<string> {
  return { format: (value) => value, parse: (value) => (pattern.test(value) ? value : undefined), expected };
}

/** Empty is null. */
export function orNull<T>({ format, parse, expected }: Codec<T>): Codec<T | null> {
  return {
    format: (value) => (value === null ? "" : format(value)),
    parse: (value) => (value === "" ? null : parse(value)),
    expected,
  };
}

/** Items with commas between them; a comma within one is percent-encoded. */
export function list<T>({ format, parse, expected }: Codec<T>): Codec<readonly T[]> {
  return {
    format: (items) => items.map((item) => encodePart(format(item))).join(","),
    parse(value) {
      if (value === "") return [];
      const items = value.split(",").map((part) => {
        const plain = decodePart(part);
        return plain === undefined ? undefined : parse(plain);
      });
      if (items.length > MOST_ITEMS || items.some((item) => item === undefined)) return undefined;
      return items as T[];
    },
    expected: `${expected}, with commas between`,
  };
}

/** `name:value` with commas between them. */
export function record<T>(item: Codec<T>): Codec<Readonly<Record<string, T>>> {
  const pairs = list<readonly [string, T]>({
    format: ([name, value]) => `${encodeURIComponent(name)}:${item.format(value)}`,
    parse(value) {
      const colon = value.indexOf(":");
      const [name, parsed] = [decodePart(value.slice(0, colon)), item.parse(value.slice(colon + 1))];
      return colon < 1 || name === undefined || parsed === undefined ? undefined : [name, parsed];
    },
    expected: `name:${item.expected}`,
  });
  return {
    format: (value) => pairs.format(Object.entries(value)),
    parse(value) {
      const entries = pairs.parse(value);
      // Own properties whatever they are called.
      return entries && Object.fromEntries(entries);
    },
    expected: pairs.expected,
  };
}

const encodePart = (part: string): string => part.replace(/[%,]/g, encodeURIComponent);

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
