import { describe, expect, it } from "vitest";
import { guessKind } from "./kind.ts";

describe("the kind of data", () => {
  it.each([
    ["a run with tasks", { isTask: true, vocabulary: 12, side: 30 }, "arc"],
    ["an imported run, which says nothing", { isTask: true, vocabulary: undefined, side: 30 }, "arc"],
    ["ARC tokens without tasks", { isTask: false, vocabulary: 12, side: 30 }, "arc"],
    ["a sudoku", { isTask: false, vocabulary: 11, side: 9 }, "sudoku"],
    ["a 6×6 sudoku", { isTask: false, vocabulary: 8, side: 6 }, "sudoku"],
    ["a 4×4 sudoku, which has as many tokens as a maze", { isTask: false, vocabulary: 6, side: 4 }, "sudoku"],
    ["a maze", { isTask: false, vocabulary: 6, side: 30 }, "maze"],
    ["another vocabulary", { isTask: false, vocabulary: 64, side: 8 }, "tokens"],
    ["a run that says nothing", { isTask: false, vocabulary: undefined, side: 9 }, "tokens"],
  ] as const)("of %s is known", (_, told, kind) => {
    expect(guessKind(told)).toBe(kind);
  });
});
