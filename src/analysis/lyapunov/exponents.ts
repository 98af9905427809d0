/**
 * @file The leading finite-time Lyapunov exponents along a trajectory: Benettin's method. An orthonormal frame of displacements is
 * carried along by the map's derivative and re-orthonormalised by a QR decomposition after every step; the logarithms of R's diagonal,
 * averaged over the steps, are the exponents.
 *
 *     J(s_t) Q_t = Q_{t+1} R_{t+1},    λ_i(T) = 1/T Σ_{t=1…T} ln R_t[i,i]
 *
 * Source: Benettin, Galgani, Giorgilli and Strelcyn, Meccanica 15, 1980, parts 1 and 2; Eckmann and Ruelle, Reviews of Modern Physics
 * 57, 1985, section V.
 */

import { normalStream } from "../../random/stream.ts";
import { orthonormalise } from "../linear-algebra/gram-schmidt.ts";
import type { TangentMap } from "./tangent-map.ts";

export interface ExponentOptions {
  /** k: how many exponents, the leading ones. */
  readonly exponents: number;
  /** Of the frame's first directions, which are drawn at random. */
  readonly seed?: number;
}

/** One step of the trajectory. */
export interface GrowthStep {
  /** The state after it, f64 [N]. */
  readonly state: Float64Array;
  /** f64 [k]: ln R[i,i], the growth of the i-th direction in this step, in nats; −∞ where an exact map destroys it. */
  readonly growth: Float64Array;
  /** [k]: the direction shrank below what the map's rounding resolves: its growth is what `growth` says, or less. */
  readonly unresolved: readonly boolean[];
}

/**
 * Follows the trajectory from `start` f64 [N], step by step and without end: whoever asks decides how many steps there are.
 */
export async function* growthAlong(
  map: TangentMap,
  start: Float64Array,
  { exponents, seed = 0 }: ExponentOptions,
): AsyncGenerator<GrowthStep, never, void> {
  const { dimension } = map;
  if (!(exponents >= 1 && exponents <= dimension)) {
    throw new Error(`${exponents} exponents of a map of ${dimension} dimensions`);
  }
  const normal = normalStream(seed);
  const draw = (): Float64Array => Float64Array.from({ length: dimension }, normal);
  let frame: readonly Float64Array[] = Array.from({ length: exponents }, draw);
  orthonormalise(frame);
  let state = start;
  for (;;) {
    const { image, before, after, resolution } = await map.step(state, frame);
    // What the displacements were is not quite the frame: R is the frame's if theirs is divided out.
    const lengths = orthonormalise(before.map((vector) => vector.slice()));
    const next = after.map((vector) => vector.slice());
    const lengthsAfter = orthonormalise(next);
    const unresolved = [...lengthsAfter].map((length) => length <= resolution);
    const growth = lengthsAfter.map((length, index) =>
      Math.log(Math.max(length, resolution) / (lengths[index] as number)),
    );
    if (lengthsAfter.includes(0)) replaceLost(next, draw);
    yield { state: image, growth, unresolved };
    [state, frame] = [image, next];
  }
}

/** Directions that came out as nothing are drawn anew, at right angles to the others: the frame must not lose a dimension. */
function replaceLost(frame: Float64Array[], draw: () => Float64Array): void {
  frame.forEach((vector, index) => {
    if (vector.every((value) => value === 0)) frame[index] = draw();
  });
  orthonormalise(frame);
}

/** Exponents of a stretch of a trajectory, in nats per step. */
export interface FiniteTimeExponents {
  /** f64 [k]: the mean growth over the counted steps, in the order of the frame, which is descending but for short stretches. */
  readonly exponents: Float64Array;
  /** [T][k]: the same as it stood after each counted step; the last is `exponents`. */
  readonly running: readonly Float64Array[];
  /** [k]: counted steps whose growth was below what rounding resolves; there the exponent is an upper bound. */
  readonly unresolved: readonly number[];
}

/** The exponents from the steps after the first `skip`, in which the random frame turns to where the map stretches. */
export function finiteTimeExponents(
  steps: readonly Pick<GrowthStep, "growth" | "unresolved">[],
  skip = 0,
): FiniteTimeExponents {
  const counted = steps.slice(skip);
  const width = counted[0]?.growth.length;
  if (width === undefined) throw new Error(`no steps left after skipping ${skip} of ${steps.length}`);
  const sum = new Float64Array(width);
  const running = counted.map(({ growth }, index) =>
    sum.map((total, which) => {
      sum[which] = total + (growth[which] as number);
      return (sum[which] as number) / (index + 1);
    }),
  );
  const unresolved = Array.from(sum, (_, which) => counted.filter((step) => step.unresolved[which]).length);
  return { exponents: running.at(-1) as Float64Array, running, unresolved };
}
