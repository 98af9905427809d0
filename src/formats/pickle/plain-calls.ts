/**
 * @file The few calls in a pickle that make plain containers: the only ones whose meaning is known here.
 */

import type { Machine } from "./machine.ts";
import { isKind, type PickleValue } from "./values.ts";

type PlainCall = (machine: Machine, args: readonly PickleValue[]) => PickleValue;

const BUILTIN_CALLS: Readonly<Record<string, PlainCall>> = {
  set: (machine, [items]) => machine.container({ kind: "set", items: copiedItems(machine, items) }),
  frozenset: (machine, [items]) => machine.container({ kind: "set", items: copiedItems(machine, items) }),
  list: (machine, [items]) => machine.container({ kind: "list", items: copiedItems(machine, items) }),
  tuple: (machine, [items]) => machine.container({ kind: "tuple", items: copiedItems(machine, items) }),
  dict: (machine, [pairs]) => dictOf(machine, pairs),
  bytearray: (machine, [content]) => latin1Bytes(machine, content),
};

const PLAIN_CALLS = new Map<string, PlainCall>([
  ["collections.OrderedDict", (machine, [pairs]) => dictOf(machine, pairs)],
  ["collections.defaultdict", (machine, [, pairs]) => dictOf(machine, pairs)],
  ["_codecs.encode", (machine, [string]) => latin1Bytes(machine, string)],
  ["copyreg._reconstructor", reconstructed],
  ["copy_reg._reconstructor", reconstructed],
  // `__builtin__` is Python 2's name, which protocols below 3 keep.
  ...["builtins", "__builtin__"].flatMap((module) =>
    Object.entries(BUILTIN_CALLS).map(([name, make]): [string, PlainCall] => [`${module}.${name}`, make]),
  ),
]);

/** The container that the call makes; undefined for every call that is not of this kind. */
export function plainCall(machine: Machine, global: string, args: readonly PickleValue[]): PickleValue | undefined {
  return PLAIN_CALLS.get(global)?.(machine, args);
}

function copiedItems(machine: Machine, value: PickleValue | undefined): PickleValue[] {
  if (value === undefined) return [];
  if (!isKind(value, "list", "tuple", "set")) throw machine.wrong("a container made of what is not a sequence");
  machine.copying(value.items.length);
  return [...value.items];
}

/** `dict(pairs)`, `dict(other)`, `dict()`. */
function dictOf(machine: Machine, value: PickleValue | undefined): PickleValue {
  if (isKind(value, "dict")) {
    machine.copying(value.entries.size);
    return machine.container({ kind: "dict", entries: new Map(value.entries) });
  }
  const entries = new Map<PickleValue, PickleValue>();
  for (const pair of copiedItems(machine, value)) {
    const [key, item, ...more] = copiedItems(machine, pair);
    if (key === undefined || item === undefined || more.length > 0) throw machine.wrong("a dict made of no pairs");
    entries.set(key, item);
  }
  return machine.container({ kind: "dict", entries });
}

/** Protocols below 3 write bytes as a string of which each character is one byte. */
function latin1Bytes(machine: Machine, content: PickleValue | undefined): PickleValue {
  if (content === undefined) return machine.container(new Uint8Array(0));
  if (content instanceof Uint8Array) return content;
  if (typeof content !== "string") throw machine.wrong("bytes made of what is not a string");
  machine.copying(content.length);
  const bytes = new Uint8Array(content.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = content.charCodeAt(i);
  return machine.container(bytes);
}

/** `_reconstructor(cls, base, state)`: how protocols 0 and 1 write any object. */
function reconstructed(machine: Machine, [cls]: readonly PickleValue[]): PickleValue {
  if (!isKind(cls, "global")) throw machine.wrong("an object without a class");
  return machine.instance(cls.name, []);
}
