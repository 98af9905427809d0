/**
 * @file What a pickle holds once it is read. Nothing in here can run: a class or function is its name, an object is the
 * name of what would have made it together with the arguments it would have got.
 */

export type PickleValue =
  | null
  | boolean
  | number
  /** An integer that a double cannot hold. */
  | bigint
  | string
  | Uint8Array
  | PickleList
  | PickleTuple
  | PickleDict
  | PickleSet
  | PickleGlobal
  | PickleInstance
  | PicklePersistent;

export interface PickleList {
  readonly kind: "list";
  readonly items: PickleValue[];
}

export interface PickleTuple {
  readonly kind: "tuple";
  readonly items: readonly PickleValue[];
}

/** `dict`, `OrderedDict` or `defaultdict`. Keys that are containers compare by identity. */
export interface PickleDict {
  readonly kind: "dict";
  readonly entries: Map<PickleValue, PickleValue>;
}

export interface PickleSet {
  readonly kind: "set";
  readonly items: PickleValue[];
}

/** A class or function that the pickle names. */
export interface PickleGlobal {
  readonly kind: "global";
  /** `module.name` */
  readonly name: string;
}

/** What a call of a global would have made. */
export interface PickleInstance {
  readonly kind: "instance";
  readonly global: string;
  readonly args: readonly PickleValue[];
  /** What its `__setstate__` would have got. */
  state: PickleValue | undefined;
  /** What it would have got as a list or set, and as a mapping. */
  readonly items: PickleValue[];
  readonly entries: Map<PickleValue, PickleValue>;
}

/** Something that lies outside the pickle, under an id: for PyTorch, a storage. */
export interface PicklePersistent {
  readonly kind: "persistent";
  readonly id: PickleValue;
}

/** The values that are neither scalars nor strings nor bytes. */
export type PickleObject = Extract<PickleValue, { readonly kind: string }>;

/** Whether a value is of one of these kinds. */
export function isKind<K extends PickleObject["kind"]>(
  value: PickleValue | undefined,
  ...kinds: readonly K[]
): value is Extract<PickleObject, { readonly kind: K }> {
  if (typeof value !== "object" || value === null || !("kind" in value)) return false;
  return kinds.some((kind) => kind === value.kind);
}
