/**
 * @file Grids on a terminal: two rows of cells to a line of half blocks, or digits where there is no colour.
 */

import type { Grid } from "../arc/puzzle.ts";

/** arcprize.org's ten colours. */
const COLOURS = ["000000", "1e93ff", "f93c31", "4fcc30", "ffdc00", "999999", "e53aa3", "ff851b", "87d8f1", "921231"];

/** Cells that a grid of a strip does not have. */
const OUTSIDE = undefined;

type Cell = number | typeof OUTSIDE;

export interface DrawOptions {
  readonly colour: boolean;
  /** A character for each value of a cell, where there is no colour; digits and letters without it. */
  readonly symbols?: string;
}

/** Whether a stream shows colours (https://no-color.org). */
export function showsColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env["NO_COLOR"] && process.env["TERM"] !== "dumb";
}

/** Lines of text for a grid, all of the same width, `height` × `width` cells large; missing cells are blank. */
export function drawGrid(grid: Grid, height: number, width: number, { colour, symbols }: DrawOptions): string[] {
  const cell = (row: number, column: number): Cell => grid[row]?.[column];
  const columns = Array.from({ length: width }, (_, column) => column);
  if (!colour) {
    return Array.from({ length: height }, (_, row) => columns.map((c) => symbol(cell(row, c), symbols)).join(""));
  }
  return Array.from({ length: Math.ceil(height / 2) }, (_, line) =>
    halfBlocks(columns.map((c) => [cell(2 * line, c), cell(2 * line + 1, c)])),
  );
}

/** One character per cell, so that columns stay columns: `a` is 10, as tokens of other vocabularies may be. */
function symbol(cell: Cell, symbols: string | undefined): string {
  if (cell === OUTSIDE) return " ";
  return symbols?.[cell] ?? (cell < 36 ? cell.toString(36) : "?");
}

/** Pairs of cells, one above the other. Colours are set only where they change: a strip has thousands of cells. */
function halfBlocks(pairs: readonly (readonly [upper: Cell, lower: Cell])[]): string {
  let line = "";
  let style = "";
  for (const pair of pairs) {
    const [block, next] = halfBlock(...pair);
    if (next !== style) line += (style === "" ? "" : RESET) + next;
    line += block;
    style = next;
  }
  return style === "" ? line : line + RESET;
}

function halfBlock(upper: Cell, lower: Cell): readonly [block: string, style: string] {
  if (upper === OUTSIDE) return lower === OUTSIDE ? [" ", ""] : ["▄", foreground(lower)];
  return ["▀", lower === OUTSIDE ? foreground(upper) : foreground(upper) + background(lower)];
}

const RESET = "\x1b[0m";

const channels = (cell: number): string =>
  (COLOURS[cell] ?? "555555")
    .match(/../g)
    ?.map((hex) => Number.parseInt(hex, 16))
    .join(";") ?? "";
const foreground = (cell: number): string => `\x1b[38;2;${channels(cell)}m`;
const background = (cell: number): string => `\x1b[48;2;${channels(cell)}m`;

export interface Frame {
  readonly caption: string;
  readonly grid: Grid;
}

/** Frames side by side, as many to a line as fit into `columns`, each under its caption. */
export function drawStrip(frames: readonly Frame[], columns: number, options: DrawOptions): string {
  const width = Math.max(1, ...frames.map(({ grid }) => grid[0]?.length ?? 0));
  const slot = Math.max(width, ...frames.map(({ caption }) => caption.length)) + 2;
  const perLine = Math.max(1, Math.floor(columns / slot));
  const lines: string[] = [];
  for (let first = 0; first < frames.length; first += perLine) {
    const shown = frames.slice(first, first + perLine);
    lines.push(
      shown
        .map(({ caption }) => caption.padEnd(slot))
        .join("")
        .trimEnd(),
    );
    const height = Math.max(1, ...shown.map(({ grid }) => grid.length));
    const drawn = shown.map(({ grid }) => drawGrid(grid, height, width, options));
    for (let line = 0; line < (drawn[0]?.length ?? 0); line++) {
      const padding = " ".repeat(slot - width);
      lines.push(
        drawn
          .map((grid) => `${grid[line]}${padding}`)
          .join("")
          .trimEnd(),
      );
    }
    lines.push("");
  }
  return lines.join("\n").trimEnd();
}
