import { describe, expect, it } from "vitest";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import type { Verdict } from "../../state/verdict.ts";
import type { GalleryItem } from "../gallery/items.ts";
import { changesOf, changeWords, countChanges, matchesChange, transition, transitionTable } from "./changes.ts";

function item(task: string, verdict: Verdict, answer = 1, solved: boolean | null = verdict === "solved"): GalleryItem {
  const record = { rollout: 0, task, testIndex: 0, augmentation: "", trajectory: 0, solved };
  const tokens = { inputTokens: Uint8Array.of(task.charCodeAt(0)), answerTokens: Uint8Array.of(answer) };
  return { verdict, record: { ...record, ...tokens } as unknown as RolloutRecord };
}

const first = [
  item("a", "cycle"),
  item("b", "solved"),
  item("c", "solved"),
  item("d", "unsettled", 4),
  item("e", "cycle", 5),
  item("f", "unknown", 1, null),
  item("g", "solved"),
];
const second = [
  item("f", "unknown", 1, null),
  item("e", "cycle", 6),
  item("d", "wandering", 4),
  item("c", "solved"),
  item("b", "solved_then_lost"),
  item("a", "solved"),
  item("h", "solved"),
];
const changes = changesOf(first, second, false);

describe("what changed between two runs", () => {
  it("is told puzzle by puzzle, whatever their order", () => {
    expect(changes.puzzles.map(({ change }) => change)).toEqual([
      "gained",
      "lost",
      "solved",
      "same-wrong",
      "other-wrong",
      "unjudged",
    ]);
    expect([changes.onlyFirst, changes.onlySecond]).toEqual([1, 1]);
  });

  it("is counted, with the test of gained against lost", () => {
    expect(countChanges(changes.puzzles).changes.map(({ count }) => count)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(countChanges(changes.puzzles).pValue).toBe(1);
    expect(countChanges(changes.puzzles.slice(0, 5)).changes.map(({ change }) => change)).not.toContain("unjudged");
  });

  it("is a table of failure modes whose rows add up", () => {
    const { columns, totals, rows } = transitionTable(changes.puzzles);
    expect(totals.reduce((sum, total) => sum + total)).toBe(changes.puzzles.length);
    totals.forEach((total, at) => {
      expect(total).toBe(rows.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0));
    });
    expect(columns).toEqual(["solved", "solved_then_lost", "cycle", "wandering", "unknown"]);
    expect(rows.find(({ verdict }) => verdict === "cycle")).toEqual({
      verdict: "cycle",
      total: 2,
      counts: [1, 0, 1, 0, 0],
    });
  });

  it("filters by what changed, and by one mode that became another", () => {
    const found = (filter: string) => changes.puzzles.filter((puzzle) => matchesChange(puzzle, filter)).length;
    expect([found("gained"), found(transition("cycle", "solved")), found("cycle>nothing")]).toEqual([1, 1, 0]);
    expect(changeWords("cycle>solved", { cycle: "cycle", solved: "solved" })).toBe("cycle → solved");
  });
});
