import { describe, expect, it } from "vitest";
import type { StepRecord } from "../../src/trace/schema.ts";
import { recordSoFar } from "./live-run.ts";
import type { RunOrder } from "./protocol.ts";

const RIGHT = Uint8Array.of(2, 3, 4, 5);
const WRONG = Uint8Array.of(2, 3, 4, 4);

const orderOf = (targetTokens?: Uint8Array) =>
  ({ row: { puzzle: { inputTokens: WRONG, targetTokens } }, interventions: [], branch: null }) as unknown as RunOrder;
const step = (supervisionStep: number, tokens: Uint8Array, kind: "probe" | "answer" = "answer") =>
  ({ supervisionStep, hStep: 1, lStep: 1, kind, tokens }) as StepRecord;
const verdictOf = (steps: readonly StepRecord[], target: Uint8Array | undefined = RIGHT) => {
  const record = recordSoFar(orderOf(target), steps, { hCycles: 1, lCycles: 1 });
  return record && [record.solved, record.firstSolved, record.lastSolved];
};

describe("a rollout that is under way", () => {
  it("has the verdict of its last step", () => {
    expect(verdictOf([])).toBeUndefined();
    expect(verdictOf([step(1, WRONG)])).toEqual([false, null, null]);
    expect(verdictOf([step(1, WRONG), step(2, RIGHT, "probe")])).toEqual([true, 2, 2]);
    expect(verdictOf([step(1, RIGHT), step(2, RIGHT), step(3, WRONG, "probe")])).toEqual([false, 1, 2]);
  });

  it("has none without a target", () => {
    expect(recordSoFar(orderOf(), [step(1, RIGHT)], { hCycles: 1, lCycles: 1 })?.solved).toBeNull();
  });
});
