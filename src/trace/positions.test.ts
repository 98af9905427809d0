import { describe, expect, it } from "vitest";
import { positionsOf, stepBefore } from "./positions.ts";
import type { StepRecord } from "./schema.ts";

const step = (kind: StepRecord["kind"], supervisionStep: number, lStep: number) =>
  ({ kind, supervisionStep, hStep: 1, lStep }) as StepRecord;
const [first, second, answer, next] = [
  step("probe", 1, 1),
  step("probe", 1, 2),
  step("answer", 1, 2),
  step("probe", 2, 1),
];
const positions = positionsOf([first, second, answer, next, step("probe", 2, 2), step("answer", 2, 2)]);

describe("positions", () => {
  it("hold an answer with the probe of its L-step", () => {
    expect(positions).toHaveLength(4);
    expect(positions[1]).toEqual({ shown: answer, probe: second, answer });
  });

  it("have a step before: of a probe the position before, of an answer the answer before", () => {
    expect([0, 1, 2, 3].map((at) => stepBefore(positions, at))).toEqual([undefined, undefined, answer, answer]);
    expect(stepBefore(positionsOf([first, second]), 1)).toBe(first);
  });
});
