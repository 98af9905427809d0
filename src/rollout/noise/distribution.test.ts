import { describe, expect, it } from "vitest";
import { noiseFor } from "./noise.ts";

/** Many normals: four states of the published size (916 × 512), of four rollouts. */
const SAMPLES: readonly Float32Array[] = [0, 1, 2, 3].map((trajectory) => {
  const out = new Float32Array(916 * 512);
  const moment = { supervisionStep: 5, hStep: 1, lStep: 1 };
  const source = noiseFor({ seed: 7, task: "3ee1011a", testIndex: 0, augmentation: "", trajectory });
  source.normals({ moment, intervention: 0, state: "z_L" }, out);
  return out;
});
const COUNT = SAMPLES.reduce((sum, { length }) => sum + length, 0);

function mean(f: (x: number) => number): number {
  let sum = 0;
  for (const sample of SAMPLES) for (const x of sample) sum += f(x);
  return sum / COUNT;
}

/** Φ(x) by Marsaglia's series, good to 1e-15 for |x| < 6. */
function cumulative(x: number): number {
  let [sum, term] = [x, x];
  for (let n = 3; sum !== sum + term; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Every bound is four standard errors of the estimate. */
describe("the distribution of noise", () => {
  it("has the first four moments of a standard normal", () => {
    const error = 4 / Math.sqrt(COUNT);
    expect(Math.abs(mean((x) => x))).toBeLessThan(error);
    expect(Math.abs(mean((x) => x ** 2) - 1)).toBeLessThan(error * Math.sqrt(2));
    expect(Math.abs(mean((x) => x ** 3))).toBeLessThan(error * Math.sqrt(15));
    expect(Math.abs(mean((x) => x ** 4) - 3)).toBeLessThan(error * Math.sqrt(96));
  });

  it.each([
    [1, 0.15865525393145707],
    [2, 0.0227501319481792],
    [3, 0.0013498980316300946],
    [4, 3.167124183311992e-5],
  ])("has the right weight beyond %d on either side", (bound, p) => {
    const error = 4 * Math.sqrt((p * (1 - p)) / COUNT);
    expect(Math.abs(mean((x) => Number(x > bound)) - p)).toBeLessThan(error);
    expect(Math.abs(mean((x) => Number(x < -bound)) - p)).toBeLessThan(error);
  });

  it("passes Kolmogorov and Smirnov's test in every rollout", () => {
    for (const sample of SAMPLES) {
      const sorted = sample.toSorted();
      let distance = 0;
      sorted.forEach((x, i) => {
        const p = cumulative(x);
        distance = Math.max(distance, p - i / sorted.length, (i + 1) / sorted.length - p);
      });
      // Exceeded by one true sample in a thousand.
      expect(distance * Math.sqrt(sorted.length)).toBeLessThan(1.95);
    }
  });

  it("has no correlation between neighbours, channels or rollouts", () => {
    const error = 4 / Math.sqrt(916 * 512);
    const [first = new Float32Array(), second = new Float32Array()] = SAMPLES;
    const product = (a: Float32Array, b: Float32Array): number =>
      b.reduce((sum, x, i) => sum + x * (a[i] ?? 0), 0) / b.length;
    for (const lag of [1, 2, 3, 4, 512, 1024]) {
      expect(Math.abs(product(first, first.subarray(lag)))).toBeLessThan(error);
    }
    expect(Math.abs(product(first, second))).toBeLessThan(error);
  });
});
