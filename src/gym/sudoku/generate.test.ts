import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Band, bandSpec, type SudokuSpec } from "./band.ts";
import { sudokuMaker } from "./generate.ts";
import { type SudokuSide, sudokuShape } from "./shape.ts";
import { createSolver } from "./solver.ts";
import { symmetryClass } from "./symmetry.ts";

const CASES: readonly (readonly [SudokuSide, Band, number])[] = [
  [4, "easy", 40],
  [4, "medium", 40],
  [6, "easy", 40],
  [6, "medium", 40],
  [6, "hard", 3],
  [9, "easy", 20],
  [9, "medium", 20],
  [9, "hard", 4],
];

const make = (spec: SudokuSpec, split: "train" | "test", count: number, seed = 1) => {
  const maker = sudokuMaker({ spec, seed, split });
  return Array.from({ length: count }, (_, index) => maker.make(index));
};

/** Of each blank, the digits that stand in no unit with it. */
function candidates(board: Uint8Array, side: SudokuSide): Set<number>[] {
  const { units } = sudokuShape(side);
  return Array.from(board, (digit, cell) => {
    if (digit !== 0) return new Set();
    const left = new Set(Array.from({ length: side }, (_, n) => n + 1));
    for (const unit of units.filter((cells) => cells.includes(cell))) {
      for (const other of unit) left.delete(board[other] ?? 0);
    }
    return left;
  });
}

describe("sudokus to order", () => {
  it.each(CASES)("side %i, %s, %i of them: one solution, so many givens, graded", (side, band, count) => {
    const spec = bandSpec(side, band);
    const solver = createSolver(sudokuShape(side));
    for (const { puzzle, solution, grade } of make(spec, "train", count)) {
      expect(solver.search(puzzle, 2)).toMatchObject({ solutions: 1, solution });
      const givens = puzzle.filter((digit) => digit !== 0).length;
      expect(grade.givens).toBe(givens);
      expect(givens >= spec.givens.least && givens <= spec.givens.most).toBe(true);
    }
  });

  it("hard ones have no naked and no hidden single", () => {
    for (const side of [6, 9] as const) {
      for (const { puzzle, grade } of make(bandSpec(side, "hard"), "train", 2)) {
        const left = candidates(puzzle, side);
        expect(left.filter((digits) => digits.size === 1)).toEqual([]);
        for (const unit of sudokuShape(side).units) {
          for (let digit = 1; digit <= side; digit++) {
            expect(unit.filter((cell) => left[cell]?.has(digit)).length).not.toBe(1);
          }
        }
        expect(grade).toMatchObject({ needs: "guesses", openings: 0 });
      }
    }
  });

  it("need as many guesses as asked for", () => {
    const spec = { ...bandSpec(9, "medium"), guesses: { least: 4, most: 12 } };
    for (const { grade } of make(spec, "train", 3)) {
      expect(grade.guesses).toBeGreaterThanOrEqual(4);
      expect(grade.guesses).toBeLessThanOrEqual(12);
    }
  });

  it("can be made without those before", () => {
    const maker = sudokuMaker({ spec: bandSpec(9, "easy"), seed: 1, split: "train" });
    const alone = maker.make(4);
    expect(make(bandSpec(9, "easy"), "train", 5)[4]).toEqual(alone);
  });

  it("that are held out are no copies of those trained on, whatever the seed and band", () => {
    const classes = (split: "train" | "test", seed: number) =>
      (["easy", "medium"] as const).flatMap((band) =>
        make(bandSpec(4, band), split, 150, seed).map(({ puzzle }) => symmetryClass(puzzle, sudokuShape(4))),
      );
    const [train, test] = [new Set([...classes("train", 1), ...classes("train", 2)]), new Set(classes("test", 3))];
    // So small a board has few puzzles that differ: without the rule, most would be on both sides.
    expect(train.size).toBeLessThan(500);
    expect([...test].filter((value) => train.has(value))).toEqual([]);
  });

  it("are the same on every machine", () => {
    const texts = [...make(bandSpec(9, "medium"), "test", 3), ...make(bandSpec(6, "hard"), "train", 2)].map(
      ({ puzzle, solution, grade }) => `${puzzle.join("")} ${solution.join("")} ${JSON.stringify(grade)}`,
    );
    expect(createHash("sha256").update(texts.join("\n")).digest("hex")).toBe(
      "f081a47bc6040d6384b1b6f0a12ccf8fbe9dbaf61b44e478206729369aef724a",
    );
  });

  it("are said not to be found where there are none", () => {
    const spec = { ...bandSpec(4, "easy"), guesses: { least: 50, most: 60 } };
    expect(() => make(spec, "train", 1)).toThrow(
      "no sudoku found with side 4, 7 to 8 givens, 50 to 60 guesses (2000 solutions tried)",
    );
  });

  it("of 4×4 are never hard", () => {
    expect(() => bandSpec(4, "hard")).toThrow(
      "invalid band: hard (expected easy or medium for 4×4, where some single always opens)",
    );
  });
});
