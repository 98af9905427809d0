/**
 * @file Examples of a concept to be checked, and what the checks look at them with: written apart from the gym's own ways, so
 * that a mistake in those shows.
 */

import { expect, it } from "vitest";
import type { Grid } from "../src/arc/puzzle.ts";
import type { Concept, Parameters } from "../src/gym/concepts/concept.ts";
import { randomOf } from "../src/gym/random.ts";
import { type Example, type Rule, ruleFamily } from "../src/gym/rule.ts";

export interface Shown extends Example {
  readonly parameters: Parameters;
  /** After each inner step. */
  readonly grids: readonly Grid[];
}

const EXAMPLES = 200;

/** The next example of a rule. */
export function drawExample(rule: Rule, name: string): Example {
  const random = randomOf(17, rule.id, name);
  for (let tries = 0; tries < 5000; tries++) {
    const input = rule.draw(random);
    const example = input === undefined ? undefined : rule.apply(input);
    if (example !== undefined) return example;
  }
  throw new Error(`${rule.id} never fits`);
}

/** 200 examples, the variants by turns. */
export function examplesOf(concept: Concept): Shown[] {
  const { rules } = ruleFamily([concept]);
  const stride = Math.max(1, Math.floor(rules.length / EXAMPLES));
  return Array.from({ length: EXAMPLES }, (_, n) => {
    const rule = rules[(n * stride) % rules.length];
    const parameters = rule?.parameters[0];
    if (rule === undefined || parameters === undefined) throw new Error(`${concept.name} has no rule`);
    const example = drawExample(rule, `example ${n}`);
    return { ...example, parameters, grids: example.steps[0]?.grids ?? [] };
  });
}

/** A test that every one of 200 examples has a property. */
export function itShows(concept: Concept, what: string, holds: (example: Shown) => boolean): void {
  it(`${concept.name}: ${what}`, () => {
    const failing = examplesOf(concept).filter((example) => !holds(example));
    expect(failing.slice(0, 2).map(({ input, output, parameters }) => ({ parameters, input, output }))).toEqual([]);
  });
}

export const rowsOf = (grid: Grid): number => grid.length;
export const columnsOf = (grid: Grid): number => grid[0]?.length ?? 0;
export const cell = (grid: Grid, row: number, column: number): number | undefined => grid[row]?.[column];

/** Does it hold of every cell? */
export function everyCell(grid: Grid, holds: (colour: number, row: number, column: number) => boolean): boolean {
  return grid.every((line, row) => line.every((colour, column) => holds(colour, row, column)));
}

/** Is the output what `expected` says of every cell of the input, and of the same size? */
export function isCellwise(
  { input, output }: Example,
  expected: (colour: number, row: number, column: number) => number,
): boolean {
  return (
    rowsOf(input) === rowsOf(output) &&
    columnsOf(input) === columnsOf(output) &&
    everyCell(input, (colour, row, column) => cell(output, row, column) === expected(colour, row, column))
  );
}

export const UNIT: Readonly<Record<string, readonly [number, number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
  "up-left": [-1, -1],
  "up-right": [-1, 1],
  "down-left": [1, -1],
  "down-right": [1, 1],
};

export function unit(direction: unknown): readonly [number, number] {
  const found = UNIT[String(direction)];
  if (found === undefined) throw new Error(`no direction ${String(direction)}`);
  return found;
}

export interface Blob {
  readonly colour: number;
  /** Row and column of each. */
  readonly cells: readonly (readonly [number, number])[];
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Cells of one colour, not black, that touch at sides or corners: by labels that spread until nothing changes. */
export function blobsOf(grid: Grid): Blob[] {
  const labels = grid.map((line, row) => line.map((_, column) => row * 100 + column));
  for (let changed = true; changed; ) {
    changed = false;
    everyCell(grid, (colour, row, column) => {
      for (const [down, right] of Object.values(UNIT)) {
        const here = labels[row]?.[column] ?? 0;
        const there = labels[row + down]?.[column + right];
        const line = labels[row];
        if (there === undefined || line === undefined || cell(grid, row + down, column + right) !== colour) continue;
        if (there < here) {
          line[column] = there;
          changed = true;
        }
      }
      return true;
    });
  }
  const groups = new Map<number, [number, number][]>();
  everyCell(grid, (colour, row, column) => {
    const label = labels[row]?.[column] ?? 0;
    if (colour !== 0) groups.set(label, [...(groups.get(label) ?? []), [row, column]]);
    return true;
  });
  return [...groups.values()].map((cells) => {
    const [rows, columns] = [cells.map(([row]) => row), cells.map(([, column]) => column)];
    const [row = 0, column = 0] = cells[0] ?? [];
    return {
      colour: cell(grid, row, column) ?? 0,
      cells,
      top: Math.min(...rows),
      left: Math.min(...columns),
      bottom: Math.max(...rows),
      right: Math.max(...columns),
    };
  });
}

/** The first coloured cell that one meets in a direction: its colour, 0 for none. */
export function firstSeen(grid: Grid, row: number, column: number, direction: unknown): number {
  const [down, right] = unit(direction);
  for (let n = 1; ; n++) {
    const colour = cell(grid, row + n * down, column + n * right);
    if (colour === undefined) return 0;
    if (colour !== 0) return colour;
  }
}

/** Black cells from which one can walk over black, side by side, out of the grid. */
export function reachesOutside(grid: Grid): (row: number, column: number) => boolean {
  const reached = grid.map((line) => line.map(() => false));
  for (let changed = true; changed; ) {
    changed = false;
    everyCell(grid, (colour, row, column) => {
      const line = reached[row];
      if (colour !== 0 || line === undefined || line[column] === true) return true;
      const out = ["up", "down", "left", "right"].some((direction) => {
        const [down, right] = unit(direction);
        const beyond = cell(grid, row + down, column + right) === undefined;
        return beyond || reached[row + down]?.[column + right] === true;
      });
      if (out) {
        line[column] = true;
        changed = true;
      }
      return true;
    });
  }
  return (row, column) => reached[row]?.[column] === true;
}

/** Cells and what is in them, black left out, as a sorted text. */
export function inkOf(grid: Grid, moved: readonly [number, number] = [0, 0]): string {
  return grid
    .flatMap((line, row) =>
      line.map((colour, column) => (colour === 0 ? "" : `${row + moved[0]},${column + moved[1]}:${colour}`)),
    )
    .filter((text) => text !== "")
    .sort()
    .join(" ");
}

export function transposed(grid: Grid): number[][] {
  return Array.from({ length: columnsOf(grid) }, (_, column) => grid.map((line) => line[column] ?? 0));
}
