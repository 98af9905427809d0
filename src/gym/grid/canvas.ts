/**
 * @file Grids being drawn. Colour 0, black, is the ground; what concepts call an object or a cell is never black.
 */

import { gridWidth } from "../../arc/grid.ts";
import type { Grid } from "../../arc/puzzle.ts";

/** Rows of cells that may still change. */
export type Canvas = number[][];

/** Row and column, both from 0 at the top left. */
export type Cell = readonly [row: number, column: number];

/** Rows and columns of a gym grid at most. */
export const LARGEST_SIDE = 10;

export const BLACK = 0;
/** What walls and whatever else stands for no colour of its own are drawn in. */
export const GREY = 5;
/** Every colour but black. */
export const COLOURS: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Every colour but black and the ones given. */
export function coloursBut(...left: readonly number[]): readonly number[] {
  return COLOURS.filter((colour) => !left.includes(colour));
}

export function blank(rows: number, columns: number, colour = BLACK): Canvas {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(colour));
}

export function copyOf(grid: Grid): Canvas {
  return grid.map((row) => [...row]);
}

/** The colour of a cell; `undefined` outside of the grid. */
export function at(grid: Grid, row: number, column: number): number | undefined {
  return grid[row]?.[column];
}

/** Colours a cell; outside of the canvas nothing happens. */
export function paint(canvas: Canvas, row: number, column: number, colour: number): void {
  const line = canvas[row];
  if (line !== undefined && column >= 0 && column < line.length) line[column] = colour;
}

export function isInside(grid: Grid, row: number, column: number): boolean {
  return at(grid, row, column) !== undefined;
}

/** A copy with these cells in `colour`. */
export function painted(grid: Grid, cells: readonly Cell[], colour: number): Canvas {
  const canvas = copyOf(grid);
  for (const [row, column] of cells) paint(canvas, row, column, colour);
  return canvas;
}

/** Row by row. */
export function cellsOf(grid: Grid): Cell[] {
  return grid.flatMap((line, row) => line.map((_, column): Cell => [row, column]));
}

export function cellsWhere(grid: Grid, holds: (colour: number, row: number, column: number) => boolean): Cell[] {
  return cellsOf(grid).filter(([row, column]) => holds(at(grid, row, column) ?? BLACK, row, column));
}

/** Every cell made anew from its place. */
export function mapped(
  rows: number,
  columns: number,
  colourAt: (row: number, column: number) => number | undefined,
): Canvas {
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => colourAt(row, column) ?? BLACK),
  );
}

/** Every cell made anew from its colour. */
export function recoloured(grid: Grid, colourOf: (colour: number) => number): Canvas {
  return grid.map((line) => line.map(colourOf));
}

/** Rows of the part, from row `top` and column `left` on. */
export function part(grid: Grid, top: number, left: number, rows: number, columns: number): Canvas {
  return mapped(rows, columns, (row, column) => at(grid, top + row, left + column));
}

/** The colours of a grid but black, ascending. */
export function coloursIn(grid: Grid): number[] {
  return [...new Set(grid.flat())].filter((colour) => colour !== BLACK).sort((a, b) => a - b);
}

export function countOf(grid: Grid, colour: number): number {
  return grid.flat().filter((other) => other === colour).length;
}

export function isGymSized(grid: Grid): boolean {
  const [rows, columns] = [grid.length, gridWidth(grid)];
  return rows >= 1 && columns >= 1 && rows <= LARGEST_SIDE && columns <= LARGEST_SIDE;
}
