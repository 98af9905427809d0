/**
 * @file The state of the pickle machine (a stack with marks, and a memo), with caps: a pickle is a program, and a hostile
 * one must neither hang nor fill the memory.
 */

import { type FixpointError, invalid } from "../../errors.ts";
import { type Cursor, cursorOver } from "./cursor.ts";
import type { PickleInstance, PickleObject, PickleValue } from "./values.ts";

/** Lists, dicts, tuples and objects; a checkpoint has a few per tensor. */
const MOST_CONTAINERS = 500_000;
/** Values on the stack: Python fills lists and dicts a thousand items at a time. */
const MOST_STACKED = 2 ** 20;
/** Values put into the memo: containers, names and strings. */
const MOST_MEMOIZED = 2 ** 20;
/** Items and bytes that calls copy from one container to another: a few opcodes could copy the same list over and over. */
const MOST_COPIED = 2 ** 24;
/** Python's own pickler gives up at a nesting of about 1,000. */
const MOST_MARKS = 1_000;

export interface Machine {
  readonly cursor: Cursor;
  push(value: PickleValue): void;
  pop(): PickleValue;
  /** The top of the stack, left there. */
  top(): PickleValue;
  mark(): void;
  /** Everything above the last mark; the mark is removed. */
  popToMark(): PickleValue[];
  /** Drops the top of the stack, which may be a mark. */
  drop(): void;
  memoize(index: number): void;
  memoSize(): number;
  recall(index: number): PickleValue;
  /** Counts a new container against the cap. */
  container<T extends PickleObject | Uint8Array>(value: T): T;
  /** Counts copied items or bytes against the cap. */
  copying(count: number): void;
  instance(global: string, args: readonly PickleValue[]): PickleInstance;
  /** The error for a pickle that goes wrong here. */
  wrong(got: string): FixpointError;
}

/** A machine about to read `bytes`; `where` is the file's name. */
export function makeMachine(bytes: Uint8Array<ArrayBuffer>, where: string): Machine {
  const cursor = cursorOver(bytes, () => invalid("pickle", `it is cut short after ${bytes.length} bytes`, { where }));
  const outer: PickleValue[][] = [];
  let stack: PickleValue[] = [];
  const memo = new Map<number, PickleValue>();
  let height = 0;
  let containers = 0;
  let copied = 0;

  function wrong(got: string): FixpointError {
    return invalid("pickle", `${got} at byte ${cursor.position()}`, { where });
  }
  function container<T>(value: T): T {
    if (++containers > MOST_CONTAINERS) throw wrong(`more than ${MOST_CONTAINERS} objects`);
    return value;
  }
  function top(): PickleValue {
    const value = stack.at(-1);
    if (value === undefined) throw wrong("nothing on the stack");
    return value;
  }
  function popToMark(): PickleValue[] {
    const items = stack;
    const below = outer.pop();
    if (below === undefined) throw wrong("no mark on the stack");
    stack = below;
    height -= items.length;
    return items;
  }

  return {
    cursor,
    wrong,
    container,
    top,
    popToMark,
    push(value) {
      stack.push(value);
      if (++height > MOST_STACKED) throw wrong(`more than ${MOST_STACKED} values on the stack`);
    },
    pop() {
      const value = top();
      stack.pop();
      height--;
      return value;
    },
    mark() {
      if (outer.length >= MOST_MARKS) throw wrong(`nested deeper than ${MOST_MARKS} levels`);
      outer.push(stack);
      stack = [];
    },
    drop() {
      if (stack.pop() === undefined) popToMark();
      else height--;
    },
    copying(count) {
      copied += count;
      if (copied > MOST_COPIED) throw wrong(`more than ${MOST_COPIED} copied items`);
    },
    memoize(index) {
      memo.set(index, top());
      if (memo.size > MOST_MEMOIZED) throw wrong(`more than ${MOST_MEMOIZED} values in the memo`);
    },
    memoSize: () => memo.size,
    recall(index) {
      const value = memo.get(index);
      if (value === undefined) throw wrong(`nothing in the memo at ${index}`);
      return value;
    },
    instance: (global, args) =>
      container({ kind: "instance", global, args, state: undefined, items: [], entries: new Map() }),
  };
}
