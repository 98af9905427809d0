import { describe, expect, it } from "vitest";
import { gradeSudoku } from "./grade.ts";
import { type Board, sudokuShape } from "./shape.ts";
import { createSolver } from "./solver.ts";

const shape = sudokuShape(9);
const solver = createSolver(shape);
const grade = (text: string) => gradeSudoku(Uint8Array.from(text, Number) as Board, shape, solver);
const SOLUTION = "483921657967345821251876493548132976729564138136798245372689514814253769695417382";

describe("gradeSudoku", () => {
  it("needs no more than naked singles for a board with a few blanks", () => {
    const board = SOLUTION.replace(/^48/, "00");
    // Each of the two blanks is naked, and hidden in its row's, its column's and its box's digits.
    expect(grade(board)).toEqual({ givens: 79, openings: 8, needs: "naked singles", guesses: 0 });
  });

  it("needs hidden singles where no cell is down to one digit", () => {
    // Project Euler, problem 96, grids 01 and 02; which needs what was found by a program of another kind.
    const [one, two] = [
      grade("003020600900305001001806400008102900700000008006708200002609500800203009005010300"),
      grade("200080300060070084030500209000105408000000000402706000301007040720040060004010003"),
    ];
    expect([one.needs, one.guesses, one.givens]).toEqual(["naked singles", 0, 32]);
    expect([two.needs, two.guesses, two.givens]).toEqual(["hidden singles", 0, 30]);
  });

  it("tells a puzzle that wants guessing, and how much", () => {
    // Arto Inkala, 2012, made to be hard for people
    const inkala = grade("800000000003600000070090200050007000000045700000100030001000068008500010090000400");
    expect(inkala).toMatchObject({ givens: 21, needs: "guesses" });
    expect(inkala.guesses).toBeGreaterThan(20);
  });

  it("counts every opening by itself", () => {
    const openings = (givens: Readonly<Record<number, number>>) => {
      const board = new Uint8Array(81);
      for (const [cell, digit] of Object.entries(givens)) board[Number(cell)] = digit;
      return gradeSudoku(board, shape, { ...solver, search: () => ({ solutions: 1, solution: undefined, guesses: 0 }) })
        .openings;
    };
    expect(openings({})).toBe(0);
    // Row 1 lacks 9, which is naked in the last cell, and hidden in its row, but in neither its column nor its box …
    const row = { 0: 1, 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 7, 7: 8 };
    expect(openings(row)).toBe(2);
    // … until 9 has no other place in the box.
    expect(openings({ ...row, 10: 9, 20: 1, 24: 9 })).toBe(0);
  });
});
