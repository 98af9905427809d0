import { describe, expect, it } from "vitest";
import { emptyCarry } from "./act.ts";
import { metricSums, type RowResults, reportedMetrics, totalLoss } from "./metrics.ts";

const results = (correct: readonly number[], halt: readonly number[]): RowResults => ({
  lmLoss: Float32Array.from(correct, () => 0.5),
  qHaltLoss: Float32Array.from(correct, () => 0.25),
  qContinueLoss: undefined,
  qHaltLogit: Float32Array.from(halt),
  qContinueLogit: new Float32Array(halt.length),
  correct: Float32Array.from(correct),
});

/** Four rows of three cells with 3, 2, 0 and 3 labels. */
function carry(halted: readonly number[]) {
  const made = emptyCarry(4, 3);
  made.labels.set([1, 2, 3, 1, 2, -1, -1, -1, -1, 1, 1, 1]);
  made.steps.set([1, 2, 3, 4]);
  made.halted.set(halted);
  return made;
}

describe("metrics", () => {
  it("count rows that halted and have a label", () => {
    const sums = metricSums(results([3, 1, 0, 3], [0, 1, 5, -1]), carry([1, 1, 1, 1]));
    expect(sums).toMatchObject({ count: 3, accuracy: 2.5, exactAccuracy: 2, qHaltAccuracy: 1, steps: 7 });
  });

  it("leave out rows that go on, but for the losses", () => {
    const sums = metricSums(results([3, 1, 0, 3], [0, 1, 5, -1]), carry([1, 0, 0, 0]));
    expect(sums).toMatchObject({ count: 1, accuracy: 1, exactAccuracy: 1, qHaltAccuracy: 1, steps: 1 });
    expect(sums.lmLoss).toBe(2);
    expect(sums.qHaltLoss).toBe(1);
  });

  it("are 0, not NaN, where no row counts", () => {
    const reported = reportedMetrics(metricSums(results([3, 1, 0, 3], [0, 0, 0, 0]), carry([0, 0, 1, 0])), 4);
    expect(reported).toMatchObject({ count: 0, accuracy: 0, exact_accuracy: 0, q_halt_accuracy: 0, steps: 0 });
  });

  it("add half of what halting and going on cost to the loss", () => {
    const sums = metricSums(
      { ...results([3, 1, 0, 3], [0, 0, 0, 0]), qContinueLoss: Float32Array.of(1, 2, 3, 4) },
      carry([0, 0, 0, 0]),
    );
    expect(totalLoss(sums)).toBe(2 + 0.5 * (1 + 10));
  });
});
