import { describe, expect, it } from "vitest";
import type { StepRecord } from "../../../src/trace/schema.ts";
import { seriesOf } from "../../timeline/series.ts";
import { timelineOf } from "../../timeline/timeline.ts";
import { companionIndex, counterparts, partingOf, partingWords, seriesBeside, stepsApart } from "./beside.ts";

/** Probes and answers of some supervision steps; `tokenAt` is what the one cell holds, by address. */
function rollout([steps, hCycles, lCycles]: [number, number, number], tokenAt: (address: string) => number = () => 1) {
  const records: StepRecord[] = [];
  for (let supervisionStep = 1; supervisionStep <= steps; supervisionStep++)
    for (let hStep = 1; hStep <= hCycles; hStep++) {
      for (let lStep = 1; lStep <= lCycles; lStep++) {
        const tokens = Uint8Array.of(tokenAt(`${supervisionStep}.${hStep}.${lStep}`));
        const made = { supervisionStep, hStep, lStep, tokens, cellsWrong: supervisionStep } as unknown as StepRecord;
        records.push({ ...made, kind: "probe" });
        if (lStep === lCycles) records.push({ ...made, kind: "answer" });
      }
    }
  const timeline = timelineOf(records, { hCycles, lCycles });
  return { steps: records, timeline, series: (name: Parameters<typeof seriesOf>[1]) => seriesOf(timeline, name) };
}

describe("two rollouts side by side", () => {
  it("have the same cursor, address by address", () => {
    const [model, pinned] = [rollout([3, 2, 2]), rollout([2, 2, 2])];
    expect(counterparts(model, pinned).slice(0, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, undefined]);
    expect(companionIndex(model, pinned, 5)).toBe(5);
    expect(companionIndex(model, pinned, 11)).toBe(7);
  });

  it("with other cycles meet at the answers of supervision steps", () => {
    const [model, pinned] = [rollout([2, 2, 2]), rollout([2, 1, 3])];
    expect(counterparts(model, pinned)).toEqual([
      undefined,
      undefined,
      undefined,
      2,
      undefined,
      undefined,
      undefined,
      5,
    ]);
    expect(companionIndex(model, pinned, 1)).toBe(2);
    expect([...seriesBeside(model, pinned, "cellsWrong")]).toEqual([NaN, NaN, NaN, 1, NaN, NaN, NaN, 2]);
  });

  it("part and re-join where their answers do", () => {
    const kick = (address: string) => (address >= "2.1.2" && address < "3.2" ? 7 : 1);
    const [model, pinned] = [rollout([4, 2, 2]), rollout([4, 2, 2], kick)];
    expect(partingOf(model, pinned)).toMatchObject({ partsAt: "2.1.2", rejoinsAt: "3.2.1", sameEnd: true });
    expect([...stepsApart(model, pinned)]).toEqual([2, 3]);
    expect(partingWords(partingOf(model, pinned))).toBe("part at 2.1.2, re-join at 3.2.1 for 1 step");
  });

  it("say so when they never part, and never re-join", () => {
    const model = rollout([2, 1, 1]);
    expect(partingWords(partingOf(model, rollout([2, 1, 1])))).toBe("the same answer at every address");
    const words = partingWords(
      partingOf(
        model,
        rollout([2, 1, 1], () => 5),
      ),
    );
    expect(words).toBe("part at 1.1.1, apart at the end");
  });
});
