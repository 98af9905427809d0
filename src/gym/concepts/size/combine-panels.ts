/**
 * @file Two panels and a line between them become one, cell by cell.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, coloursBut, coloursIn, GREY, mapped, part } from "../../grid/canvas.ts";
import { speckled } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Operation = "both" | "either" | "one only" | "neither";
const HOLDS: Readonly<Record<Operation, (first: boolean, second: boolean) => boolean>> = {
  both: (first, second) => first && second,
  either: (first, second) => first || second,
  "one only": (first, second) => first !== second,
  neither: (first, second) => !first && !second,
};
const OPERATIONS: readonly Operation[] = ["both", "either", "one only", "neither"];

export const combinePanels = defineConcept({
  name: "combine-panels",
  sentence: "a cell is {#colour} where {where} of the panels beside the grey line is coloured",
  variants: OPERATIONS.flatMap((where) => coloursBut(GREY).map((colour) => ({ where, colour }))),
  draw(random) {
    const [first, second] = random.shuffled(coloursBut(GREY));
    const [rows, columns] = [random.between(2, 8), random.between(2, 4)];
    const [one, other] = [first, second].map((colour) => speckled(random, rows, columns, [colour ?? 1], 5));
    const lying = mapped(rows, 2 * columns + 1, (row, column) => {
      if (column === columns) return GREY;
      return column < columns ? at(one ?? [], row, column) : at(other ?? [], row, column - columns - 1);
    });
    return random.chance(1, 2) ? lying : mapped(2 * columns + 1, rows, (row, column) => at(lying, column, row));
  },
  fits(grid, { where, colour }) {
    const panels = panelsOf(grid);
    if (panels === undefined || !panels.every((panel) => isOneColour(panel))) return false;
    const result = combined(panels, where, colour).flat();
    return result.includes(BLACK) && result.includes(colour);
  },
  steps(grid, { where, colour }) {
    const panels = panelsOf(grid);
    return panels === undefined ? [] : [combined(panels, where, colour)];
  },
});

type Panels = readonly [Grid, Grid];

/** The two halves beside a grey line in the middle, if there is one such line only. */
function panelsOf(grid: Grid): Panels | undefined {
  const [rows, columns] = [grid.length, grid[0]?.length ?? 0];
  const [middleRow, middleColumn] = [(rows - 1) / 2, (columns - 1) / 2];
  const isGreyColumn = grid.every((row) => row[middleColumn] === GREY);
  const isGreyRow = grid[middleRow]?.every((colour) => colour === GREY) ?? false;
  if (isGreyColumn === isGreyRow) return undefined;
  if (isGreyColumn) {
    return [part(grid, 0, 0, rows, middleColumn), part(grid, 0, middleColumn + 1, rows, middleColumn)];
  }
  return [part(grid, 0, 0, middleRow, columns), part(grid, middleRow + 1, 0, middleRow, columns)];
}

function isOneColour(panel: Grid): boolean {
  const colours = coloursIn(panel);
  return colours.length === 1 && !colours.includes(GREY);
}

function combined([first, second]: Panels, where: Operation, colour: number): Grid {
  return mapped(first.length, first[0]?.length ?? 0, (row, column) => {
    const [one, other] = [first, second].map((panel) => at(panel, row, column) !== BLACK);
    return HOLDS[where](one === true, other === true) ? colour : BLACK;
  });
}
