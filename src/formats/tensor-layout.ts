/**
 * @file Where a tensor's elements lie in its storage, as offset, shape and strides; checked before anything is read.
 */

import { type FixpointError, invalid, unsupported } from "../errors.ts";
import { ITEM_SIZE, type StoredDtype } from "./dtype.ts";
import { quote } from "./quote.ts";

export interface TensorLayout {
  readonly dtype: StoredDtype;
  /** In elements, as are the strides. */
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** More axes than any framework makes. */
const MOST_AXES = 64;

/** A tensor may repeat elements (`expand`), but not so that a few bytes stand for a terabyte. */
const MOST_REPEATED_ELEMENTS = 2 ** 24;

/** The product of the dims; undefined unless it and every dim is a whole number that is exact in a double. */
export function elementCount(shape: readonly number[]): number | undefined {
  if (!shape.every((dim) => Number.isSafeInteger(dim) && dim >= 0)) return undefined;
  if (shape.includes(0)) return 0;
  const count = shape.reduce((product, dim) => product * dim, 1);
  return Number.isSafeInteger(count) ? count : undefined;
}

/** Strides of a row-major tensor without gaps. */
export function contiguousStrides(shape: readonly number[]): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (const dim of shape.toReversed()) {
    strides.unshift(stride);
    stride *= Math.max(dim, 1);
  }
  return strides;
}

/** Whether the elements lie row-major and without gaps. */
export function isContiguous({ shape, strides }: TensorLayout): boolean {
  if (shape.includes(0)) return true;
  const wanted = contiguousStrides(shape);
  return shape.every((dim, axis) => dim === 1 || strides[axis] === wanted[axis]);
}

/** Elements from the first to behind the last one of the layout. */
export function elementSpan({ shape, strides }: TensorLayout): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((span, dim, axis) => span + (dim - 1) * (strides[axis] ?? 0), 1);
}

/**
 * A layout that is known to lie inside a storage of `storageBytes` bytes.
 * Throws a `FixpointError` for anything else that a file may claim; `where` is the file's name.
 */
export function checkedLayout(name: string, layout: TensorLayout, storageBytes: number, where: string): TensorLayout {
  const { dtype, offset, shape, strides } = layout;
  const wrong = (what: string): FixpointError => invalid("tensor", `${quote(name)} has ${what}`, { where });
  if (shape.length > MOST_AXES) throw wrong(`${shape.length} axes`);
  const count = elementCount(shape);
  if (count === undefined) throw wrong(`shape [${shape.join(", ")}]`);
  const natural = [offset, ...strides].every((number) => Number.isSafeInteger(number) && number >= 0);
  if (!natural || strides.length !== shape.length) throw wrong(`strides [${strides.join(", ")}] from ${offset}`);

  const stored = Math.floor(storageBytes / ITEM_SIZE[dtype]);
  const end = count === 0 ? 0 : offset + elementSpan(layout);
  if (!(end <= stored)) throw wrong(`elements up to number ${end} in a storage of ${stored}`);
  if (count > Math.max(stored, MOST_REPEATED_ELEMENTS)) {
    throw unsupported("tensor", `${quote(name)} repeats ${stored} stored elements to ${count}`, { where });
  }
  return layout;
}
