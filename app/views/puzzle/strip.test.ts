import { describe, expect, it } from "vitest";
import type { StepRecord } from "../../../src/trace/schema.ts";
import { timelineOf } from "../../timeline/timeline.ts";
import { framesBefore, stripOf } from "./strip.ts";

/** Two supervision steps of one H-step of two L-steps: positions 0 to 3, answers at 1 and 3. */
const steps = [1, 2].flatMap((supervisionStep) =>
  [1, 2].flatMap((lStep) =>
    (lStep === 2 ? ["probe", "answer"] : ["probe"]).map(
      (kind) => ({ supervisionStep, hStep: 1, lStep, kind }) as StepRecord,
    ),
  ),
);
const timeline = timelineOf(steps, { hCycles: 1, lCycles: 2 });

describe("the frame before another", () => {
  it("is the one that is seen before it, not a probe that is not", () => {
    expect([...framesBefore(stripOf(timeline, []))]).toEqual([[3, 1]]);
    expect([...framesBefore(stripOf(timeline, [2]))]).toEqual([
      [2, 1],
      [3, 2],
    ]);
  });
});
