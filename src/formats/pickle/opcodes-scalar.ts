/**
 * @file The opcodes that push numbers, strings and bytes (names as in Python's `pickletools`).
 */

import type { Machine } from "./machine.ts";
import type { PickleValue } from "./values.ts";

/** Longer integers than any seed or hash; a larger one would take quadratic time. */
const LONGEST_INTEGER = 1024;

export type Opcode = (machine: Machine) => void;

export const SCALAR_OPCODES: readonly (readonly [code: number, opcode: Opcode])[] = [
  [0x4e /* NONE */, pushing(() => null)],
  [0x88 /* NEWTRUE */, pushing(() => true)],
  [0x89 /* NEWFALSE */, pushing(() => false)],
  [0x4b /* BININT1 */, pushing(({ cursor }) => cursor.u8())],
  [0x4d /* BININT2 */, pushing(({ cursor }) => cursor.u16())],
  [0x4a /* BININT */, pushing(({ cursor }) => cursor.i32())],
  [0x8a /* LONG1 */, pushing((machine) => binaryInteger(machine, machine.cursor.u8()))],
  [0x8b /* LONG4 */, pushing((machine) => binaryInteger(machine, machine.cursor.u32()))],
  [0x49 /* INT */, pushing(textInteger)],
  [0x4c /* LONG */, pushing(textInteger)],
  [0x47 /* BINFLOAT */, pushing(({ cursor }) => cursor.f64())],
  [0x46 /* FLOAT */, pushing(textFloat)],
  [0x8c /* SHORT_BINUNICODE */, pushing(({ cursor }) => text(cursor.take(cursor.u8())))],
  [0x58 /* BINUNICODE */, pushing(({ cursor }) => text(cursor.take(cursor.u32())))],
  [0x8d /* BINUNICODE8 */, pushing(({ cursor }) => text(cursor.take(cursor.u64())))],
  [0x56 /* UNICODE */, pushing(({ cursor }) => unescaped(LATIN1.decode(cursor.line())))],
  [0x55 /* SHORT_BINSTRING */, pushing(({ cursor }) => text(cursor.take(cursor.u8())))],
  [0x54 /* BINSTRING */, pushing(({ cursor }) => text(cursor.take(cursor.u32())))],
  [0x53 /* STRING */, pushing(quotedString)],
  [0x43 /* SHORT_BINBYTES */, pushing((machine) => bytes(machine, machine.cursor.u8()))],
  [0x42 /* BINBYTES */, pushing((machine) => bytes(machine, machine.cursor.u32()))],
  [0x8e /* BINBYTES8 */, pushing((machine) => bytes(machine, machine.cursor.u64()))],
  [0x96 /* BYTEARRAY8 */, pushing((machine) => bytes(machine, machine.cursor.u64()))],
];

function pushing(read: (machine: Machine) => PickleValue): Opcode {
  return (machine) => machine.push(read(machine));
}

function bytes(machine: Machine, length: number): PickleValue {
  return machine.container(new Uint8Array(machine.cursor.take(length)));
}

/** Two's complement, little-endian. */
function binaryInteger(machine: Machine, length: number): PickleValue {
  if (length > LONGEST_INTEGER) throw machine.wrong(`an integer of ${length} bytes`);
  const digits = [...machine.cursor.take(length)].reverse().map((byte) => byte.toString(16).padStart(2, "0"));
  return narrow(BigInt.asIntN(length * 8, BigInt(`0x0${digits.join("")}`)));
}

/** `12`, `12L`; in protocol 0 and 1 the booleans are `00` and `01`. */
function textInteger(machine: Machine): PickleValue {
  const line = text(machine.cursor.line());
  if (line === "00" || line === "01") return line === "01";
  if (line.length > LONGEST_INTEGER || !/^-?\d+L?$/.test(line)) throw machine.wrong("a malformed integer");
  return narrow(BigInt(line.replace("L", "")));
}

function narrow(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

const NAMED_FLOATS = new Map([
  ["inf", Number.POSITIVE_INFINITY],
  ["-inf", Number.NEGATIVE_INFINITY],
  ["nan", Number.NaN],
]);

function textFloat(machine: Machine): PickleValue {
  const line = text(machine.cursor.line());
  const named = NAMED_FLOATS.get(line);
  if (named !== undefined) return named;
  if (line.length > LONGEST_INTEGER || !/^[-+]?[\d.]+(e[-+]?\d+)?$/i.test(line))
    throw machine.wrong("a malformed float");
  return Number(line);
}

/** Python 2's `repr` of a string. */
function quotedString(machine: Machine): PickleValue {
  const line = text(machine.cursor.line());
  const inner = line.slice(1, -1);
  if (line.length < 2 || line[0] !== line.at(-1) || (line[0] !== "'" && line[0] !== '"')) {
    throw machine.wrong("a malformed string");
  }
  return unescaped(inner);
}

const ESCAPES = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);

/** `\xNN`, `\uNNNN`, `\U000NNNNN`, and a backslash before one character. */
function unescaped(line: string): string {
  const sequence = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U000([\da-fA-F]{5})|(.))/g;
  return line.replace(sequence, (_, x: string | undefined, u: string | undefined, long: string | undefined, other) => {
    const digits = x ?? u ?? long;
    if (digits === undefined) return ESCAPES.get(other) ?? other;
    return String.fromCodePoint(Math.min(Number.parseInt(digits, 16), 0x10ffff));
  });
}

const LATIN1 = new TextDecoder("latin1");
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** UTF-8; what is not becomes U+FFFD. */
export function text(bytes: Uint8Array): string {
  return UTF8.decode(bytes);
}
