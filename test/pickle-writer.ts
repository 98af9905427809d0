/**
 * @file A small pickler for tests (protocol 2): it can write calls of anything, which no honest pickler would.
 */

const text = new TextEncoder();

/** The opcodes that push one value. */
export interface Pickled {
  readonly opcodes: readonly number[];
}

export type Picklable = Pickled | null | boolean | number | string | readonly Picklable[];

function uint32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff];
}

function isList(value: Picklable): value is readonly Picklable[] {
  return Array.isArray(value);
}

/** Whole numbers as integers, arrays as lists. */
function encode(value: Picklable): readonly number[] {
  if (value === null) return [0x4e];
  if (typeof value === "boolean") return [value ? 0x88 : 0x89];
  if (typeof value === "string") return [0x58, ...uint32(text.encode(value).length), ...text.encode(value)];
  if (typeof value === "number") {
    if (Number.isInteger(value) && Math.abs(value) < 2 ** 31 && !Object.is(value, -0)) return [0x4a, ...uint32(value)];
    const double = new DataView(new ArrayBuffer(8));
    double.setFloat64(0, value);
    return [0x47, ...new Uint8Array(double.buffer)];
  }
  if (isList(value)) return [0x5d, 0x28, ...value.flatMap(encode), 0x65];
  return value.opcodes;
}

export function tuple(...items: readonly Picklable[]): Pickled {
  return { opcodes: [0x28, ...items.flatMap(encode), 0x74] };
}

export function dict(entries: Readonly<Record<string, Picklable>>): Pickled {
  return { opcodes: [0x7d, 0x28, ...Object.entries(entries).flat().flatMap(encode), 0x75] };
}

export function global(module: string, name: string): Pickled {
  return { opcodes: [0x63, ...text.encode(`${module}\n${name}\n`)] };
}

/** What Python would call with these arguments. */
export function call(callee: Pickled, ...args: readonly Picklable[]): Pickled {
  return { opcodes: [...callee.opcodes, ...encode(tuple(...args)), 0x52] };
}

/** What Python would give this state after making it. */
export function withState(object: Pickled, state: Picklable): Pickled {
  return { opcodes: [...object.opcodes, ...encode(state), 0x62] };
}

export function persistent(id: Picklable): Pickled {
  return { opcodes: [...encode(id), 0x51] };
}

/** The whole pickle. */
export function pickle(value: Picklable): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0x80, 2, ...encode(value), 0x2e]);
}
