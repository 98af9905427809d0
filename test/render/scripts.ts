/**
 * @file The scripted rollouts that the pictures in `expected/` show.
 */

import type { Grid, Puzzle, Task } from "../../src/arc/puzzle.ts";
import { taskToPuzzles } from "../../src/arc/puzzles.ts";
import { gridToTokens } from "../../src/arc/tokens.ts";
import type { Script } from "./scripted-rollout.ts";

const [EMPTY, WALL, FILL, STRAY] = [0, 3, 4, 8];

interface FloodFill {
  readonly task: Task;
  readonly script: Script;
}

/** Fill what is enclosed: `#` is the outline, `o` what is to be filled. */
function floodFill(
  id: string,
  art: string,
  shape: Pick<Script, "cycles" | "steps" | "settlesAt">,
  side: number,
): FloodFill {
  const rows = art
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const grid = (enclosed: number): Grid =>
    rows.map((row) => row.map((cell) => ({ "#": WALL, o: enclosed })[cell] ?? EMPTY));
  const task: Task = { id, train: [], test: [{ input: grid(EMPTY), output: grid(FILL) }] };
  const answerAt = (lStep: number): Uint8Array =>
    gridToTokens(floodFillAt(rows, lStep / shape.settlesAt), side, "script");
  return { task, script: { ...shape, puzzle: onlyPuzzle(task, side), kind: "arc", answerAt } };
}

/**
 * Colour spreads from the corner and leaks through the outline before it is held back; at first the grid is a column or two
 * too wide. `time` goes from 0 to 1, where all is right.
 */
function floodFillAt(rows: readonly (readonly string[])[], time: number): Grid {
  const isWall = (r: number, c: number): boolean => rows[r]?.[c] === "#";
  const largest = Math.max(rows.length, rows[0]?.length ?? 0);
  const grid = rows.map((row, r) =>
    row.map((cell, c) => {
      if (cell === "#") return chance(r, c, 1) < 0.2 - 2.5 * time ? EMPTY : WALL;
      if (cell === "o") return r + c + 3 * chance(r, c, 2) < 2.4 * largest * time + 1 ? FILL : EMPTY;
      const isBeside = isWall(r - 1, c) || isWall(r + 1, c) || isWall(r, c - 1) || isWall(r, c + 1);
      if (isBeside && time > 0.12 && chance(r, c, 3) < 0.3 * (1 - Math.abs(time - 0.35) / 0.45)) return FILL;
      return chance(r, c, 4) < 0.16 - 1.1 * time ? STRAY : EMPTY;
    }),
  );
  const extra = Math.max(0, 2 - Math.floor(time * 13));
  return grid.map((row) => [...row, ...new Array<number>(extra).fill(EMPTY)]);
}

const ROOM = `
. . . . . .
. # # # # .
. # o o # .
. # # o # #
. . # o o #
. . # # # #
`;

/** The task of most pictures: small, with probes on the way. */
export const FLOOD_FILL: FloodFill = floodFill(
  "flood-fill",
  ROOM,
  { cycles: { hCycles: 2, lCycles: 3 }, steps: 3, settlesAt: 16 },
  8,
);

/** The same, sure of what it will keep answering and of little else. */
export const UNSURE: Script = {
  ...FLOOD_FILL.script,
  confidenceAt,
};

function confidenceAt(lStep: number): Uint8Array {
  const { answerAt } = FLOOD_FILL.script;
  const last = answerAt(FLOOD_FILL.script.settlesAt);
  return answerAt(lStep).map((token, cell) => (token === last[cell] ? 255 : 40 + 10 * (cell % 12)));
}

/** The same, thrown back, and stopped sooner. */
export const KICKED: Script = {
  ...UNSURE,
  steps: 2,
  intervention: "noise@1:target=z_H",
  answerAt: (lStep) => UNSURE.answerAt(Math.max(0, lStep - 5)),
  confidenceAt: (lStep) => confidenceAt(Math.max(0, lStep - 5)),
};

const ROOMS = `
. . . . . . . . . .
. # # # # # . . . .
. # o o o # . . . .
. # o o o # # # # .
. # # # o # o o # .
. . . # o # o o # .
. . . # # # # # # .
. # # # . . . . . .
. # o # . # . # # .
. # # # . # # # . .
`;

/** The picture of the README, which says what it is. */
export const ILLUSTRATION: FloodFill = floodFill(
  "illustration: fill what is enclosed",
  ROOMS,
  { cycles: { hCycles: 3, lCycles: 4 }, steps: 8, settlesAt: 66 },
  12,
);

/** 0 to 1, always the same for the same numbers. */
function chance(...numbers: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const number of numbers) hash = Math.imul(hash ^ number, 0x01000193) ^ (hash >>> 13);
  return (Math.imul(hash, 0x2c1b3c6d) >>> 8) / 2 ** 24;
}

/** From the input to the target cell by cell, in an order by chance, by way of some wrong tokens. */
function filledIn(puzzle: Puzzle, lSteps: number, wrong: (cell: number) => number): (lStep: number) => Uint8Array {
  const { inputTokens, targetTokens } = puzzle;
  return (lStep) =>
    inputTokens.map((token, cell) => {
      const due = lSteps * chance(cell, 5);
      if (token === targetTokens?.[cell]) return token;
      if (lStep >= due + 4 || lStep >= lSteps - 1) return targetTokens?.[cell] ?? token;
      return lStep >= due ? wrong(cell) : token;
    });
}

const SUDOKU_SOLUTION = Array.from({ length: 81 }, (_, cell) => {
  const [row, column] = [Math.floor(cell / 9), cell % 9];
  return ((row * 3 + Math.floor(row / 3) + column) * 2) % 9;
});

const SUDOKU_PUZZLE = tokenPuzzle(
  "sudoku",
  SUDOKU_SOLUTION.map((digit, cell) => (chance(cell, 7) < 0.36 ? digit + 2 : 1)),
  SUDOKU_SOLUTION.map((digit) => digit + 2),
);

export const SUDOKU: Script = {
  puzzle: SUDOKU_PUZZLE,
  kind: "sudoku",
  cycles: { hCycles: 3, lCycles: 6 },
  steps: 4,
  settlesAt: 60,
  answerAt: filledIn(SUDOKU_PUZZLE, 60, (cell) => 2 + (cell % 9)),
};

const SMALL_SUDOKU_PUZZLE = tokenPuzzle(
  "sudoku-6x6",
  [2, 1, 4, 1, 6, 1, 1, 6, 1, 2, 1, 4, 3, 1, 1, 6, 7, 1, 1, 7, 1, 1, 1, 3, 4, 1, 2, 1, 1, 1, 1, 1, 7, 4, 1, 1],
  [2, 3, 4, 5, 6, 7, 5, 6, 7, 2, 3, 4, 3, 4, 5, 6, 7, 2, 6, 7, 2, 4, 5, 3, 4, 5, 2, 7, 3, 6, 7, 2, 3, 4, 6, 5],
);

export const SMALL_SUDOKU: Script = {
  puzzle: SMALL_SUDOKU_PUZZLE,
  kind: "sudoku",
  cycles: { hCycles: 2, lCycles: 3 },
  steps: 2,
  settlesAt: 12,
  answerAt: filledIn(SMALL_SUDOKU_PUZZLE, 12, (cell) => 2 + (cell % 6)),
};

const MAZE_ART = `
#############
#S#   #     #
#.# # # ### #
#.# #   #   #
#.# ##### ###
#.# #...# # #
#.###.#.# # #
#.....#.#   #
# #####.### #
# #  ...  # #
# # #.### # #
#   #......G#
#############
`;

const MAZE_TOKENS: Readonly<Record<string, number>> = { "#": 1, " ": 2, S: 3, G: 4, ".": 5 };
const MAZE_CELLS = [...MAZE_ART.replaceAll("\n", "")].map((cell) => MAZE_TOKENS[cell] ?? 0);

const MAZE_PUZZLE = tokenPuzzle(
  "maze",
  MAZE_CELLS.map((token) => (token === 5 ? 2 : token)),
  MAZE_CELLS,
);

/** A way of its own into the dead end on the left, given up later. */
const MAZE_STRAYING = [105, 118, 131, 144, 145, 146];

export const MAZE: Script = {
  puzzle: MAZE_PUZZLE,
  kind: "maze",
  cycles: { hCycles: 3, lCycles: 4 },
  steps: 4,
  settlesAt: 40,
  answerAt(lStep) {
    const fill = filledIn(MAZE_PUZZLE, 40, () => 2)(lStep);
    if (lStep > 6 && lStep < 30) for (const cell of MAZE_STRAYING) fill[cell] = 5;
    return fill;
  },
};

const TOKENS_PUZZLE = tokenPuzzle(
  "tokens",
  Array.from({ length: 16 }, (_, cell) => (cell * 37) % 200),
  Array.from({ length: 16 }, (_, cell) => (cell < 4 ? 255 : (cell * 31) % 200)),
);

export const TOKENS: Script = {
  puzzle: TOKENS_PUZZLE,
  kind: "tokens",
  cycles: { hCycles: 2, lCycles: 2 },
  steps: 2,
  settlesAt: 8,
  answerAt: filledIn(TOKENS_PUZZLE, 8, (cell) => cell),
};

/** The smallest of tasks, and a model that answers with no grid at all. */
export const NO_GRID: Script = {
  puzzle: onlyPuzzle({ id: "no-grid", train: [], test: [{ input: [[1, 2]], output: [[2, 1]] }] }, 3),
  kind: "arc",
  cycles: { hCycles: 1, lCycles: 1 },
  steps: 1,
  settlesAt: 1,
  answerAt: () => new Uint8Array(9),
};

function tokenPuzzle(task: string, input: readonly number[], target: readonly number[]): Puzzle {
  return {
    task,
    testIndex: 0,
    augmentation: "",
    puzzleIdentifier: 0,
    inputTokens: Uint8Array.from(input),
    targetTokens: Uint8Array.from(target),
    targetGrid: undefined,
  };
}

function onlyPuzzle(task: Task, side: number): Puzzle {
  const [puzzle] = taskToPuzzles(task, side);
  if (puzzle === undefined) throw new Error("a task without a puzzle");
  return puzzle;
}
