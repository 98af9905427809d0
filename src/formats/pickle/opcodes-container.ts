/**
 * @file The opcodes that make and fill lists, tuples, dicts and sets, and those that move things on the stack and in the
 * memo (names as in Python's `pickletools`).
 */

import type { Machine } from "./machine.ts";
import { type Opcode, text } from "./opcodes-scalar.ts";
import { isKind, type PickleTuple, type PickleValue } from "./values.ts";

export const CONTAINER_OPCODES: readonly (readonly [code: number, opcode: Opcode])[] = [
  [0x28 /* MARK */, (machine) => machine.mark()],
  [0x30 /* POP */, (machine) => machine.drop()],
  [0x31 /* POP_MARK */, (machine) => void machine.popToMark()],
  [0x32 /* DUP */, (machine) => machine.push(machine.top())],
  [0x70 /* PUT */, (machine) => machine.memoize(lineIndex(machine))],
  [0x71 /* BINPUT */, (machine) => machine.memoize(machine.cursor.u8())],
  [0x72 /* LONG_BINPUT */, (machine) => machine.memoize(machine.cursor.u32())],
  [0x94 /* MEMOIZE */, (machine) => machine.memoize(machine.memoSize())],
  [0x67 /* GET */, (machine) => machine.push(machine.recall(lineIndex(machine)))],
  [0x68 /* BINGET */, (machine) => machine.push(machine.recall(machine.cursor.u8()))],
  [0x6a /* LONG_BINGET */, (machine) => machine.push(machine.recall(machine.cursor.u32()))],

  [0x5d /* EMPTY_LIST */, (machine) => machine.push(machine.container({ kind: "list", items: [] }))],
  [0x6c /* LIST */, (machine) => machine.push(machine.container({ kind: "list", items: machine.popToMark() }))],
  [0x61 /* APPEND */, (machine) => append(machine, [machine.pop()])],
  [0x65 /* APPENDS */, (machine) => append(machine, machine.popToMark())],

  [0x29 /* EMPTY_TUPLE */, (machine) => pushTuple(machine, [])],
  [0x74 /* TUPLE */, (machine) => pushTuple(machine, machine.popToMark())],
  [0x85 /* TUPLE1 */, (machine) => pushTuple(machine, popped(machine, 1))],
  [0x86 /* TUPLE2 */, (machine) => pushTuple(machine, popped(machine, 2))],
  [0x87 /* TUPLE3 */, (machine) => pushTuple(machine, popped(machine, 3))],

  [0x7d /* EMPTY_DICT */, (machine) => machine.push(machine.container({ kind: "dict", entries: new Map() }))],
  [0x64 /* DICT */, makeDict],
  [0x73 /* SETITEM */, (machine) => setItems(machine, popped(machine, 2))],
  [0x75 /* SETITEMS */, (machine) => setItems(machine, machine.popToMark())],

  [0x8f /* EMPTY_SET */, (machine) => machine.push(machine.container({ kind: "set", items: [] }))],
  [0x90 /* ADDITEMS */, (machine) => append(machine, machine.popToMark())],
  [0x91 /* FROZENSET */, (machine) => machine.push(machine.container({ kind: "set", items: machine.popToMark() }))],
];

function lineIndex(machine: Machine): number {
  const line = text(machine.cursor.line());
  if (!/^\d{1,10}$/.test(line)) throw machine.wrong("a malformed memo index");
  return Number(line);
}

/** The topmost `count` values, in the order in which they were pushed. */
function popped(machine: Machine, count: number): PickleValue[] {
  return Array.from({ length: count }, () => machine.pop()).reverse();
}

const EMPTY_TUPLE: PickleTuple = { kind: "tuple", items: [] };

function pushTuple(machine: Machine, items: PickleValue[]): void {
  machine.push(items.length === 0 ? EMPTY_TUPLE : machine.container({ kind: "tuple", items }));
}

function makeDict(machine: Machine): void {
  const items = machine.popToMark();
  machine.push(machine.container({ kind: "dict", entries: new Map() }));
  setItems(machine, items);
}

/** Into the list, set or object on the stack's top. */
function append(machine: Machine, items: PickleValue[]): void {
  const target = machine.top();
  if (!isKind(target, "list", "set", "instance")) throw machine.wrong("appends to what is not a list");
  for (const item of items) target.items.push(item);
}

/** Alternating keys and values, into the dict or object on the stack's top. */
function setItems(machine: Machine, items: PickleValue[]): void {
  const target = machine.top();
  if (!isKind(target, "dict", "instance")) throw machine.wrong("sets items of what is not a dict");
  if (items.length % 2 !== 0) throw machine.wrong("a key without a value");
  for (let i = 0; i < items.length; i += 2) target.entries.set(items[i] ?? null, items[i + 1] ?? null);
}
