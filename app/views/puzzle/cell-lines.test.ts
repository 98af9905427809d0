import { describe, expect, it } from "vitest";
import { type RecordedRollout, record } from "../../../src/trace/recorder.ts";
import type { StepRecord } from "../../../src/trace/schema.ts";
import { MADE_UP, madeUpEvents, madeUpRows } from "../../../test/made-up-rollout.ts";
import { gridStyle } from "../../draw/grid-style.ts";
import { timelineOf } from "../../timeline/timeline.ts";
import { cellLines, recordedWords } from "./cell-lines.ts";

const look = { palette: "arc", theme: "light", digits: false, lines: true, uncropped: false } as const;

/** Lines of the first cell, whose steps have what `add` gives them. */
async function linesWith(add: (step: StepRecord) => Partial<StepRecord>) {
  const rows = madeUpRows(0, 1, 6);
  const schedule = { hCycles: 3, lCycles: 4, states: [] } as const;
  const options = { rows, firstRollout: 0, schedule, haltRule: "q_halt > 0", seed: 7, intervention: "" } as const;
  let recorded: RecordedRollout | undefined;
  for await (const one of record(madeUpEvents(rows, { ...MADE_UP, steps: 1 }), options)) recorded = one;
  const steps = (recorded?.steps ?? []).map((step) => ({ ...step, ...add(step) }));
  const style = gridStyle("arc", 6, new Uint8Array(36), look);
  return cellLines({ timeline: timelineOf(steps, { hCycles: 3, lCycles: 4 }) }, style, 0);
}

describe("the lines of a cell", () => {
  it("are those of the tokens that were ever likely, the likeliest last", async () => {
    const found = await linesWith(({ tokens, hStep }) => {
      const probabilities = new Uint8Array(12 * tokens.length);
      probabilities.set([0, 0, 255 - 51 * hStep, 51 * hStep, 3]);
      return { probabilities };
    });
    expect(found.lines.map(({ name, most, top }) => [name, most, top])).toEqual([
      ["1", 0.6, 8],
      ["0", 0.8, 0],
    ]);
    expect(recordedWords(found)).toMatch(/^Probabilities of all 12 tokens/);
  });

  it("are one where the run recorded only the largest probability, and none where it recorded nothing", async () => {
    const largest = await linesWith(({ tokens }) => ({ confidence: new Uint8Array(tokens.length).fill(51) }));
    expect(largest.lines.map(({ token, values }) => [token, values.length, values[0]])).toEqual([[null, 12, 0.2]]);
    expect(await linesWith(() => ({}))).toEqual({ recorded: "nothing", vocabulary: 0, lines: [] });
  });
});
