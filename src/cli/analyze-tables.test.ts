import { expect, it } from "vitest";
import { DEFAULT_THRESHOLDS } from "../analysis/modes/thresholds.ts";
import { summarise } from "../analysis/summarise.ts";
import { runTables } from "./analyze-tables.ts";

const SETTINGS = { thresholds: DEFAULT_THRESHOLDS, tail: 40, tokens: true };
const EMPTY = summarise([]);
const JUDGED = { ...EMPTY, rollouts: 1, judged: 1 };

it.each([
  [{ least: 40, most: 40 }, "the last 40 supervision steps\n"],
  [
    { least: 16, most: 16 },
    "the last 40 supervision steps, but the rollouts have no more than 16: all of them were used\n",
  ],
  [
    { least: 3, most: 40 },
    "the last 40 supervision steps, of shorter rollouts all that they have: 3 to 40 were used\n",
  ],
])("says of a tail of %o what was used", (tailUsed, words) => {
  expect(runTables("run", { ...EMPTY, tailUsed }, SETTINGS)).toContain(words);
});

it.each([
  [{ before: 9, toTheEnd: 0 }, "no more than 3 after they were last interfered with: all of them were used\n"],
  [
    { before: 8, toTheEnd: 1 },
    "; 1 of the rollouts were interfered with to the end: how they move is in part what was",
  ],
  [{ before: 0, toTheEnd: 9 }, "; the rollouts were interfered with to the end"],
])("says of rollouts interfered with, %o, what the tail is worth", (interfered, words) => {
  const summary = { ...EMPTY, rollouts: 9, tailUsed: { least: 3, most: 3 }, interfered };
  expect(runTables("run", summary, SETTINGS)).toContain(words);
});

it("says of a cut through one heap that it means nothing", () => {
  const cut = { at: -3, separation: 0.64, oneHeap: true };
  expect(runTables("run", { ...JUDGED, cut }, SETTINGS)).toContain(
    "means nothing here: its values lie in one heap (a cut at 1.0e-3 would put 64 % of the variance of its logarithm between two)",
  );
  expect(runTables("run", { ...JUDGED, cut: { ...cut, separation: 0.97, oneHeap: false } }, SETTINGS)).toContain(
    "1.0e-3 (97 % of the variance of its logarithm lies between the two heaps)",
  );
});

it("says of puzzles in several versions which intervals take them together", () => {
  const several =
    "; of 2 puzzles in several versions: intervals of shares and of differences take a puzzle's versions together";
  expect(runTables("run", { ...EMPTY, rollouts: 6, puzzles: 2 }, SETTINGS)).toContain(several);
  expect(runTables("run", { ...EMPTY, rollouts: 6, puzzles: 6 }, SETTINGS)).not.toContain("several versions");
});
