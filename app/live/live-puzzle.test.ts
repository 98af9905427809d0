import { describe, expect, it } from "vitest";
import type { Task } from "../../src/arc/puzzle.ts";
import { taskToPuzzles } from "../../src/arc/puzzles.ts";
import { liveLink } from "../state/live-link.ts";
import { linkedPuzzle, puzzleLink } from "./live-puzzle.ts";
import type { LiveModel, LivePuzzle } from "./protocol.ts";

const model = { kind: "arc", side: 5, vocabulary: 12 } as LiveModel;
const task: Task = {
  id: "a task",
  train: [
    { input: [[1, 2]], output: [[3], [4]] },
    { input: [[0]], output: [[9, 9, 9]] },
  ],
  test: [{ input: [[5, 6]], output: [[7]] }],
};

function dropped(of: Task): LivePuzzle {
  const [puzzle] = taskToPuzzles(of, 5);
  if (puzzle === undefined) throw new Error("no puzzle");
  return { row: { puzzle, puzzleIdentifier: 4, trajectory: 0 }, task: of };
}

/** By way of the text of a link. */
function linked(puzzle: LivePuzzle, on = model): LivePuzzle {
  const text = liveLink.format({ model: "m", weights: null, puzzle: puzzleLink(puzzle), branches: [] });
  const read = liveLink.parse(text)?.puzzle;
  if (read?.kind !== "given") throw new Error("no puzzle in the link");
  return linkedPuzzle(read, on);
}

describe("a dropped task in a link", () => {
  it("comes back as it was, with its training pairs", () => {
    const before = dropped(task);
    const after = linked(before);
    expect(after.task).toEqual(task);
    expect(after.row).toEqual({ ...before.row, puzzle: { ...before.row.puzzle, puzzleIdentifier: undefined } });
    expect(puzzleLink(after)).toEqual(puzzleLink(before));
  });

  it("is without the pairs that the link has no room for", () => {
    const pair = { input: [[1]], output: [[2]] };
    const after = linked(dropped({ ...task, train: new Array<typeof pair>(70).fill(pair) }));
    expect(after.task).toBeUndefined();
  });

  it("has training pairs that are larger than the canvas, since no model sees them", () => {
    const large = { ...task, train: [{ input: [[1, 1, 1, 1, 1, 1]], output: [[1]] }] };
    expect(linked(dropped(large)).task?.train).toEqual(large.train);
  });

  it("has no training pairs for a model of other data", () => {
    expect(linked(dropped(task), { ...model, kind: "tokens" }).task).toBeUndefined();
  });
});
