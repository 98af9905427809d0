/**
 * @file What every tensor file looks like once it is open, whichever format it has. Opening reads names and shapes only;
 * numbers are read when they are asked for, by range.
 */

import type { StoredDtype } from "./dtype.ts";

export type { StoredDtype } from "./dtype.ts";

export interface StoredTensor {
  /** As stored, prefixes included: see `stripPrefixes`. */
  readonly name: string;
  readonly dtype: StoredDtype;
  /** `[]` for a scalar. */
  readonly shape: readonly number[];
  /** All elements as f32 [...shape], row-major; a fresh array. */
  readF32(): Promise<Float32Array<ArrayBuffer>>;
  /**
   * The wanted rows of axis 0 as f32 [rows.length, ...shape.slice(1)], in the order asked for, repetitions included.
   * Reads the bytes of these rows only, neighbours together.
   */
  readRowsF32(rows: readonly number[]): Promise<Float32Array<ArrayBuffer>>;
  /** All elements in the stored dtype: little-endian, row-major, without gaps. What a hash is taken over. */
  readBytes(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface TensorFile {
  /** The file's name, for error messages. */
  readonly name: string;
  readonly format: "pytorch" | "safetensors";
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** The strings that a safetensors file carries beside its tensors; empty for PyTorch. */
  readonly metadata: Readonly<Record<string, string>>;
  /** A Lightning checkpoint's `hyper_parameters` as plain values; undefined where there are none. */
  readonly hyperParameters: Readonly<Record<string, unknown>> | undefined;
}
