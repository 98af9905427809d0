/**
 * @file Writing pickles: the few opcodes of protocol 2 that a state dict takes (names as in Python's `pickletools`). The functions
 * give the opcodes that push one value.
 */

export type Opcodes = readonly number[];

const text = new TextEncoder();

const EMPTY_TUPLE = 0x29;
const MARK = 0x28;
const TUPLE = 0x74;
const REDUCE = 0x52;
const SET_ITEMS = 0x75;

/** Whole numbers that a double holds: four bytes where they fit, else eight behind `LONG1`. */
export function pickledInteger(value: number): Opcodes {
  if (!Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number`);
  const isShort = value === (value | 0);
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigInt64(0, BigInt(value), true);
  const little = [...new Uint8Array(bytes.buffer)];
  return isShort ? [0x4a /* BININT */, ...little.slice(0, 4)] : [0x8a /* LONG1 */, 8, ...little];
}

export function pickledText(value: string): Opcodes {
  const utf8 = text.encode(value);
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, utf8.length, true);
  return [0x58 /* BINUNICODE */, ...new Uint8Array(length.buffer), ...utf8];
}

export const PICKLED_FALSE: Opcodes = [0x89];

export function pickledTuple(items: readonly Opcodes[]): Opcodes {
  return items.length === 0 ? [EMPTY_TUPLE] : [MARK, ...items.flat(), TUPLE];
}

/** A class or function by its name. */
export function pickledGlobal(module: string, name: string): Opcodes {
  return [0x63 /* GLOBAL */, ...text.encode(`${module}\n${name}\n`)];
}

/** What Python makes by calling the global. */
export function pickledCall(global: Opcodes, args: readonly Opcodes[]): Opcodes {
  return [...global, ...pickledTuple(args), REDUCE];
}

/** What lies outside the pickle, under an id. */
export function pickledPersistent(id: Opcodes): Opcodes {
  return [...id, 0x51 /* BINPERSID */];
}

/** A dict (or an object made by a call that takes items as one) with these keys and values. */
export function withItems(dict: Opcodes, items: readonly (readonly [key: Opcodes, value: Opcodes])[]): Opcodes {
  return items.length === 0 ? dict : [...dict, MARK, ...items.flatMap(([key, value]) => [...key, ...value]), SET_ITEMS];
}

/** The whole pickle of one value. */
export function pickleBytes(value: Opcodes): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0x80 /* PROTO */, 2, ...value, 0x2e /* STOP */]);
}
