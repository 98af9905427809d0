import { describe, expect, it } from "vitest";
import { type MadeUpMotion, recordTrajectories } from "../../../test/made-up-trajectory.ts";
import { measure } from "./measure.ts";
import { seriesOf } from "./series.ts";
import { thresholdEffect, thresholdValues } from "./threshold-effect.ts";

const MOTIONS: readonly MadeUpMotion[] = [
  { kind: "fixed point", right: false },
  { kind: "drift", cosDist: 3e-3 },
  { kind: "wander", cosDist: 0.1 },
  { kind: "cycle", period: 3 },
];

const rollouts = (await recordTrajectories(MOTIONS.map((motion, seed) => ({ motion, seed })))).map(
  ({ rollout, steps }) => measure(rollout, seriesOf(steps)),
);

describe("thresholdEffect", () => {
  it("keeps every rollout, wherever the threshold is", () => {
    for (const name of ["settled", "wandering", "cycle", "halt", "wanderingAnswers"] as const) {
      const { counts, values } = thresholdEffect(rollouts, name, thresholdValues(rollouts, name));
      for (const at of values.keys()) {
        expect(Object.values(counts).reduce((sum, of) => sum + (of[at] ?? 0), 0)).toBe(rollouts.length);
      }
    }
  });

  it("moves the threshold up to where everything is settled", () => {
    const { counts } = thresholdEffect(rollouts, "settled", [1e-3, 1e-2, 2]);
    expect(counts.wrong_fixed_point_flagged).toEqual([1, 2, 4]);
    expect(counts.unsettled).toEqual([1, 0, 0]);
    expect(counts.cycle).toEqual([1, 1, 0]);
  });
});

describe("thresholdValues", () => {
  it("reaches over all that is compared", () => {
    const values = thresholdValues(rollouts, "settled");
    const most = Math.max(...rollouts.map(({ hCosDistMax }) => hCosDistMax ?? 0));
    expect(values.at(-1)).toBeCloseTo(most, 9);
    expect(values[0]).toBeLessThan(1e-9);
    expect([...values].sort((a, b) => a - b)).toEqual(values);
  });
});
