/**
 * @file The weights a model computes with: read once, checked, and laid out as the graphs want them.
 */

import { invalid } from "../errors.ts";
import type { StoredTensor } from "../formats/tensor-file.ts";
import { sizeOf } from "../graph/shape.ts";
import type { Shape } from "../graph/types.ts";

export interface Weight {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** Under official names without prefixes; everything but the puzzle embedding. */
export type Weights = ReadonlyMap<string, Weight>;

export const PUZZLE_EMBEDDING = "puzzle_emb.weights";

/** Reads every tensor but the puzzle embedding, which is read by rows. A NaN or an infinity is an error. */
export async function readWeights(tensors: ReadonlyMap<string, StoredTensor>, where: string): Promise<Weights> {
  const weights = new Map<string, Weight>();
  for (const [name, tensor] of [...tensors].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === PUZZLE_EMBEDDING) continue;
    const data = await tensor.readF32();
    checkFinite(data, name, where);
    weights.set(name, { shape: tensor.shape, data });
  }
  return weights;
}

export function checkFinite(data: Float32Array, name: string, where: string): void {
  const place = data.findIndex((value) => !Number.isFinite(value));
  if (place >= 0) {
    throw invalid("weight", `${data[place]} at element ${place} of ${name}`, { expected: "a finite number", where });
  }
}

/** The weight of that name. Its absence is a bug of ours: names are checked when the config is resolved. */
export function weight(weights: Weights, name: string): Weight {
  const found = weights.get(name);
  if (found === undefined) throw new Error(`no weight ${name}`);
  return found;
}

const transposed = new WeakMap<Weight, Weight>();

/** `[out, in]` as stored by PyTorch → `[in, out]` as a matrix product from the right wants it. Made once per weight. */
export function transposedWeight(original: Weight): Weight {
  const known = transposed.get(original);
  if (known !== undefined) return known;
  const [rows = 1, columns = 1] = original.shape;
  const data = new Float32Array(sizeOf(original.shape));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      data[column * rows + row] = original.data[row * columns + column] as number;
    }
  }
  const result = { shape: [columns, rows], data };
  transposed.set(original, result);
  return result;
}

/**
 * SHA-256 (hex) of the weights as float32, so that every form of a checkpoint has the same: over one line
 * `name shape sha256(data)` per tensor, by name. The puzzle embedding is left out; of it only single rows are ever read.
 */
export async function hashWeights(weights: Weights): Promise<string> {
  const lines: string[] = [];
  for (const [name, { shape, data }] of weights) lines.push(`${name} ${shape.join("x")} ${await sha256(data)}\n`);
  return sha256(new TextEncoder().encode(lines.join("")));
}

async function sha256(data: Float32Array | Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", data as Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
