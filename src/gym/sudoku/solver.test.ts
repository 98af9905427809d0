import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomOf } from "../random.ts";
import { createDigger } from "./dig.ts";
import { type Board, type SudokuSide, sudokuShape } from "./shape.ts";
import { createSolver } from "./solver.ts";

const board = (text: string): Board => Uint8Array.from(text, Number);
const solverOf = (side: SudokuSide) => createSolver(sudokuShape(side));

/** Published puzzles with their solutions. */
const KNOWN = [
  // Project Euler, problem 96, grid 01
  [
    "003020600900305001001806400008102900700000008006708200002609500800203009005010300",
    "483921657967345821251876493548132976729564138136798245372689514814253769695417382",
  ],
  // Arto Inkala, 2012
  [
    "800000000003600000070090200050007000000045700000100030001000068008500010090000400",
    "812753649943682175675491283154237896369845721287169534521974368438526917796318452",
  ],
] as const;

/** Counts solutions by trying every digit in every blank, row by row. */
function countByBruteForce(puzzle: Board, side: SudokuSide, limit: number): number {
  const [boxRows, boxColumns] = { 4: [2, 2], 6: [2, 3], 9: [3, 3] }[side];
  const cells = Uint8Array.from(puzzle);
  let count = 0;
  function fits(cell: number, digit: number): boolean {
    const [row, column] = [Math.trunc(cell / side), cell % side];
    return cells.every((other, place) => {
      const [r, c] = [Math.trunc(place / side), place % side];
      const boxed =
        Math.trunc(r / (boxRows ?? 1)) === Math.trunc(row / (boxRows ?? 1)) &&
        Math.trunc(c / (boxColumns ?? 1)) === Math.trunc(column / (boxColumns ?? 1));
      return other !== digit || (r !== row && c !== column && !boxed);
    });
  }
  function go(from: number): void {
    const cell = cells.indexOf(0, from);
    if (cell < 0) {
      count++;
      return;
    }
    for (let digit = 1; digit <= side && count < limit; digit++) {
      if (!fits(cell, digit)) continue;
      cells[cell] = digit;
      go(cell);
      cells[cell] = 0;
    }
  }
  go(0);
  return count;
}

describe("the solver", () => {
  it.each(KNOWN)("solves %s", (puzzle, solution) => {
    const { solutions, solution: found } = solverOf(9).search(board(puzzle), 2);
    expect(solutions).toBe(1);
    expect(found?.join("")).toBe(solution);
  });

  it("finds all 288 boards of 4×4", () => {
    expect(solverOf(4).search(new Uint8Array(16), 1000).solutions).toBe(288);
  });

  it("counts as many solutions as trying everything does", () => {
    const givens = fc.array(fc.tuple(fc.nat(15), fc.integer({ min: 1, max: 4 })), { maxLength: 6 });
    const solver = solverOf(4);
    fc.assert(
      fc.property(givens, (placed) => {
        const puzzle = new Uint8Array(16);
        for (const [cell, digit] of placed) puzzle[cell] = digit;
        // Clashes among the givens are not seen by one who only fills in.
        const clash = sudokuShape(4).units.some((unit) => {
          const digits = unit.map((cell) => puzzle[cell]).filter((digit) => digit !== 0);
          return new Set(digits).size < digits.length;
        });
        expect(solver.search(puzzle, 300).solutions).toBe(clash ? 0 : countByBruteForce(puzzle, 4, 300));
      }),
      { numRuns: 300 },
    );
  });

  it("finds nothing where givens clash, and gives up at the limit", () => {
    expect(solverOf(9).search(board(`11${"0".repeat(79)}`), 2)).toMatchObject({ solutions: 0, guesses: 0 });
    expect(solverOf(6).search(new Uint8Array(36), 7).solutions).toBe(7);
  });
});

describe("taking digits out", () => {
  it.each([4, 6, 9] as const)("leaves one solution of %i×%i, and no digit to spare", (side) => {
    const solver = solverOf(side);
    for (let n = 0; n < 12; n++) {
      const random = randomOf(n, "dig", side);
      const { solution } = solver.search(new Uint8Array(side * side), 1, (digits) => random.shuffled(digits));
      if (solution === undefined) throw new Error("no solution");
      const puzzle = Uint8Array.from(solution);
      const digger = createDigger(solution, solver);
      digger.takeOut(puzzle, random.shuffled([...puzzle.keys()]), 0);
      expect(solver.search(puzzle, 2)).toMatchObject({ solutions: 1, solution });
      for (const [cell, digit] of puzzle.entries()) {
        if (digit === 0) continue;
        expect(solver.search(puzzle.with(cell, 0), 2).solutions).toBe(2);
      }
    }
  });

  it("is sure of the one solution, by trying everything", () => {
    for (const side of [4, 6] as const) {
      const solver = solverOf(side);
      const random = randomOf(5, "brute", side);
      const { solution } = solver.search(new Uint8Array(side * side), 1, (digits) => random.shuffled(digits));
      if (solution === undefined) throw new Error("no solution");
      const puzzle = Uint8Array.from(solution);
      createDigger(solution, solver).takeOut(puzzle, random.shuffled([...puzzle.keys()]), 0);
      expect(countByBruteForce(puzzle, side, 2)).toBe(1);
    }
    expect(countByBruteForce(board(KNOWN[0][0]), 9, 2)).toBe(1);
  });

  it("stops when few enough are left", () => {
    const puzzle = board(KNOWN[0][1]);
    createDigger(Uint8Array.from(puzzle), solverOf(9)).takeOut(puzzle, [...puzzle.keys()], 60);
    expect(puzzle.filter((digit) => digit !== 0).length).toBe(60);
  });
});
