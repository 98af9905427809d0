/**
 * @file What PyTorch calls the storages of our dtypes: the class says what the elements are.
 */

import type { StoredDtype } from "../dtype.ts";

const CLASSES: Readonly<Record<StoredDtype, string>> = {
  f64: "DoubleStorage",
  f32: "FloatStorage",
  f16: "HalfStorage",
  bf16: "BFloat16Storage",
  i64: "LongStorage",
  i32: "IntStorage",
  i16: "ShortStorage",
  i8: "CharStorage",
  u8: "ByteStorage",
  bool: "BoolStorage",
};

export const DTYPE_OF_STORAGE: ReadonlyMap<string, StoredDtype> = new Map(
  Object.entries(CLASSES).map(([dtype, name]) => [name, dtype as StoredDtype]),
);

/** `FloatStorage` */
export const storageClass = (dtype: StoredDtype): string => CLASSES[dtype];
