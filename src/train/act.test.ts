import { describe, expect, it } from "vitest";
import { type Carry, emptyCarry, type HaltingRule, haltRows, takeRows } from "./act.ts";
import type { TrainingRows } from "./data/training-data.ts";

const RULE: HaltingRule = { haltMaxSteps: 4, explorationProb: 0, seed: 1, step: 1 };
const never = () => false;
const always = () => true;

/** Three rows of two cells; the tokens name the batch. */
const rows = (batch: number): TrainingRows => ({
  inputs: Int32Array.of(10, 11, 20, 21, 30, 31).map((token) => token + 100 * batch),
  labels: Int32Array.of(1, -1, 2, -1, 3, -1).map((token) => token + 100 * batch),
  identifiers: Int32Array.of(1, 2, 3).map((id) => id + 100 * batch),
});

describe("taking rows", () => {
  it("fills a fresh carry with the first batch", () => {
    const carry = emptyCarry(3, 2);
    takeRows(carry, rows(0));
    expect([...carry.inputs]).toEqual([10, 11, 20, 21, 30, 31]);
    expect([...carry.labels]).toEqual([1, -1, 2, -1, 3, -1]);
    expect([...carry.identifiers]).toEqual([1, 2, 3]);
  });

  it("throws away what comes for a row that goes on", () => {
    const carry = emptyCarry(3, 2);
    takeRows(carry, rows(0));
    carry.halted.set([0, 1, 0]);
    carry.steps.set([2, 3, 1]);
    takeRows(carry, rows(1));
    expect([...carry.inputs]).toEqual([10, 11, 120, 121, 30, 31]);
    expect([...carry.labels]).toEqual([1, -1, 102, 99, 3, -1]);
    expect([...carry.identifiers]).toEqual([1, 102, 3]);
    expect([...carry.steps]).toEqual([2, 0, 1]);
  });
});

describe("halting", () => {
  const begun = (...steps: number[]): Carry => {
    const carry = emptyCarry(steps.length, 1);
    carry.halted.fill(0);
    carry.steps.set(steps);
    return carry;
  };

  it("counts the step, and halts whoever wants to", () => {
    const carry = begun(0, 1, 2);
    haltRows(carry, (row) => row === 1, RULE);
    expect([...carry.steps]).toEqual([1, 2, 3]);
    expect([...carry.halted]).toEqual([0, 1, 0]);
  });

  it("halts every row at the limit", () => {
    const carry = begun(3, 2);
    haltRows(carry, never, RULE);
    expect([...carry.halted]).toEqual([1, 0]);
  });

  it("halts after each step where that is the limit", () => {
    const carry = begun(0);
    haltRows(carry, never, { ...RULE, haltMaxSteps: 1 });
    expect([...carry.halted]).toEqual([1]);
  });

  it("keeps an exploring row from halting before a random step from the second to the last", () => {
    const counts = new Array<number>(6).fill(0);
    const ROWS = 3000;
    for (let row = 0; row < ROWS; row += 10) {
      for (let now = 0; now < 4; now++) {
        const carry = begun(...new Array<number>(10).fill(now));
        haltRows(carry, always, { ...RULE, explorationProb: 0.75, seed: 3, step: row });
        counts[now] = (counts[now] ?? 0) + carry.halted.reduce((a, b) => a + b, 0);
      }
    }
    // A quarter does not explore; of the others a third each has to think for 2, 3 and 4 steps.
    const shares = counts.slice(0, 4).map((count) => count / ROWS);
    [0.25, 0.5, 0.75, 1].forEach((share, now) => {
      expect(Math.abs((shares[now] ?? 0) - share), `step ${now + 1}`).toBeLessThan(0.03);
    });
  });

  it("draws the exploration anew for every step and row, alike for the same seed", () => {
    const halted = (seed: number, step: number): string => {
      const carry = begun(...new Array<number>(40).fill(0));
      haltRows(carry, always, { ...RULE, explorationProb: 0.5, seed, step });
      return [...carry.halted].join("");
    };
    expect(halted(1, 1)).toBe(halted(1, 1));
    expect(new Set([halted(1, 1), halted(1, 2), halted(2, 1)]).size).toBe(3);
    expect(new Set(halted(1, 1)).size).toBe(2);
  });
});
