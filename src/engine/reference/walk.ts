/**
 * @file Walking several tensors in the row-major order of one shape, each with strides of its own.
 */

import { sizeOf } from "../../graph/shape.ts";
import type { Shape } from "../../graph/types.ts";

/** One run along the last axis: `length` elements of the shape from `place` on. */
export interface Run {
  place: number;
  readonly length: number;
  /** Where each walked tensor stands at the start of the run. */
  readonly offsets: number[];
  /** How far each walked tensor goes from element to element. */
  readonly steps: readonly number[];
}

/** Calls `visit` for every run along the last axis of `shape`, in order. The run is the same object at every call. */
export function walkRuns(shape: Shape, strides: readonly (readonly number[])[], visit: (run: Run) => void): void {
  const outer = shape.slice(0, -1);
  const counter = new Array<number>(outer.length).fill(0);
  const run: Run = {
    place: 0,
    length: shape.at(-1) ?? 1,
    offsets: strides.map(() => 0),
    steps: strides.map((stride) => stride[outer.length] ?? 0),
  };
  for (let runs = sizeOf(outer); runs > 0; runs--) {
    visit(run);
    run.place += run.length;
    for (let axis = outer.length - 1; axis >= 0; axis--) {
      const length = outer[axis] ?? 1;
      const next = (counter[axis] ?? 0) + 1;
      const wrapped = next === length;
      counter[axis] = wrapped ? 0 : next;
      for (let index = 0; index < strides.length; index++) {
        const stride = strides[index]?.[axis] ?? 0;
        run.offsets[index] = (run.offsets[index] ?? 0) + stride * (wrapped ? 1 - length : 1);
      }
      if (!wrapped) break;
    }
  }
}
