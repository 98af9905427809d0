/**
 * @file Rotary position tables. Positions count from the first puzzle position, in one dimension over the flattened grid;
 * halves are rotated, not interleaved pairs. Source: upstream `models/layers.py`, `RotaryEmbedding`, at commit e7b6871.
 */

export interface RopeTables {
  /** f32 [positions, headDim] */
  readonly cos: Float32Array;
  readonly sin: Float32Array;
}

/** Rounded to float32 after each operation, as upstream computes them. */
export function ropeTables(positions: number, headDim: number, theta: number): RopeTables {
  const half = headDim / 2;
  const cos = new Float32Array(positions * headDim);
  const sin = new Float32Array(positions * headDim);
  for (let frequency = 0; frequency < half; frequency++) {
    const inverse = Math.fround(1 / Math.fround(theta ** Math.fround((2 * frequency) / headDim)));
    for (let position = 0; position < positions; position++) {
      const angle = Math.fround(position * inverse);
      for (const place of [position * headDim + frequency, position * headDim + half + frequency]) {
        cos[place] = Math.cos(angle);
        sin[place] = Math.sin(angle);
      }
    }
  }
  return { cos, sin };
}
