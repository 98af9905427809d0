import { describe, expect, it } from "vitest";
import { randomOf } from "../random.ts";
import { bandSpec } from "./band.ts";
import { sudokuMaker } from "./generate.ts";
import { countOpenings } from "./grade.ts";
import { sudokuShape } from "./shape.ts";
import { createSolver } from "./solver.ts";
import { randomSymmetry, symmetryClass } from "./symmetry.ts";

const sides = [4, 6, 9] as const;
const puzzles = (side: (typeof sides)[number], count: number) => {
  const maker = sudokuMaker({ spec: bandSpec(side, "easy"), seed: 3, split: "train" });
  return Array.from({ length: count }, (_, index) => maker.make(index));
};

describe("symmetric copies", () => {
  it.each(sides)("of %i×%i have the copy of the solution, as many openings, and the same class", (side) => {
    const shape = sudokuShape(side);
    const solver = createSolver(shape);
    for (const [n, { puzzle, solution }] of puzzles(side, 30).entries()) {
      const symmetry = randomSymmetry(randomOf(n, "copy"), shape);
      const copy = symmetry(puzzle);
      expect(solver.search(copy, 2)).toMatchObject({ solutions: 1, solution: symmetry(solution) });
      expect(countOpenings(copy, shape)).toBe(countOpenings(puzzle, shape));
      expect(symmetryClass(copy, shape)).toBe(symmetryClass(puzzle, shape));
    }
  });

  it("move rows into columns where boxes are square, and never where they are not", () => {
    const turns = (side: 6 | 9) => {
      // Two digits in one row: are they in one column afterwards?
      const board = new Uint8Array(side * side).fill(1, 0, 2);
      return Array.from({ length: 60 }, (_, n) => {
        const copy = randomSymmetry(randomOf(n, "turn"), sudokuShape(side))(board);
        const [one = 0, other = 0] = [...copy.keys()].filter((cell) => copy[cell] !== 0);
        return one % side === other % side;
      });
    };
    expect(new Set(turns(9))).toEqual(new Set([true, false]));
    expect(new Set(turns(6))).toEqual(new Set([false]));
  });
});

describe("symmetryClass", () => {
  it("differs between puzzles that are no copies", () => {
    for (const [side, count] of [
      [6, 300],
      [9, 300],
    ] as const) {
      const classes = puzzles(side, count).map(({ puzzle }) => symmetryClass(puzzle, sudokuShape(side)));
      expect(new Set(classes).size).toBe(count);
    }
  });

  it("sees a digit moved, and two digits exchanged in one place", () => {
    const [sudoku] = puzzles(9, 1);
    const shape = sudokuShape(9);
    if (sudoku === undefined) throw new Error("no sudoku");
    const [from = 0, onto = 0] = [sudoku.puzzle.findIndex((digit) => digit !== 0), sudoku.puzzle.indexOf(0)];
    const digit = sudoku.puzzle[from] ?? 0;
    const changed = [
      sudoku.puzzle.with(from, 0).with(onto, digit),
      sudoku.puzzle.with(from, (digit % 9) + 1),
      sudoku.puzzle.with(from, 0),
    ];
    const classes = [sudoku.puzzle, ...changed].map((board) => symmetryClass(board, shape));
    expect(new Set(classes).size).toBe(4);
  });
});
