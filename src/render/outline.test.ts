import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Board, Difference } from "./board.ts";
import { outline } from "./outline.ts";
import { THEMES } from "./theme.ts";

const SIDE = 5;
const board: Board = {
  rows: SIDE,
  columns: SIDE,
  tokens: new Uint8Array(SIDE * SIDE),
  looks: Array.from({ length: SIDE * SIDE }, () => ({ fill: "#ffffff" }) as const),
};

function differing(cells: readonly boolean[]): Difference {
  const has = (row: number, column: number): boolean =>
    row >= 0 && row < SIDE && column >= 0 && column < SIDE && (cells[row * SIDE + column] ?? false);
  return { rows: SIDE, columns: SIDE, has };
}

/** The pixels that are inked, at one line width after the last cell. */
function inked(cells: readonly boolean[], scale: number): boolean[][] {
  const extent = SIDE * scale + 1;
  const pixels = Array.from({ length: extent }, () => new Array<boolean>(extent).fill(false));
  for (const { x, y, width, height } of outline(differing(cells), board, { x: 0, y: 0, scale }, THEMES.light)) {
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++) (pixels[row] ?? [])[column] = true;
  }
  return pixels;
}

const someCells = fc.array(fc.boolean(), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE });
const someScale = fc.constantFrom(4, 5, 7, 8, 12, 19, 30);

/** The cell of a pixel; a line between two cells belongs to the right or lower one. */
const cellOf = (row: number, column: number, scale: number): number =>
  Math.min(SIDE - 1, Math.floor((row - 1) / scale)) * SIDE + Math.min(SIDE - 1, Math.floor((column - 1) / scale));

describe("an outline", () => {
  it("runs inside the cells that differ and touches no other", () => {
    fc.assert(
      fc.property(someCells, someScale, (cells, scale) => {
        for (const [row, pixels] of inked(cells, scale).entries()) {
          for (const [column, isInked] of pixels.entries()) {
            if (isInked) expect(cells[cellOf(row, column, scale)]).toBe(true);
          }
        }
      }),
    );
  });

  it("leaves the middle of every cell as it is", () => {
    fc.assert(
      fc.property(someCells, someScale, (cells, scale) => {
        const pixels = inked(cells, scale);
        for (let cell = 0; cell < SIDE * SIDE; cell++) {
          const [row, column] = [Math.floor(cell / SIDE), cell % SIDE];
          const middle = Math.floor(scale / 2);
          expect(pixels[row * scale + middle]?.[column * scale + middle]).toBe(false);
        }
      }),
    );
  });

  it("has no gap: from a cell that differs there is no way to one that does not", () => {
    fc.assert(
      fc.property(someCells, someScale, (cells, scale) => {
        const pixels = inked(cells, scale);
        const seen = pixels.map((row) => row.map(() => false));
        const middle = Math.floor(scale / 2);
        const queue: [number, number][] = [];
        for (const [cell, differs] of cells.entries()) {
          if (differs) queue.push([Math.floor(cell / SIDE) * scale + middle, (cell % SIDE) * scale + middle]);
        }
        for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
          const [row, column] = next;
          const line = seen[row];
          if (line === undefined || line[column] !== false || pixels[row]?.[column]) continue;
          line[column] = true;
          queue.push([row - 1, column], [row + 1, column], [row, column - 1], [row, column + 1]);
        }
        for (const [cell, differs] of cells.entries()) {
          const [row, column] = [Math.floor(cell / SIDE) * scale + middle, (cell % SIDE) * scale + middle];
          expect(seen[row]?.[column]).toBe(differs);
        }
      }),
    );
  });

  it("is not drawn between two cells that both differ", () => {
    const cells = Array.from({ length: SIDE * SIDE }, (_, cell) => cell === 6 || cell === 7);
    const pixels = inked(cells, 10);
    expect(pixels[15]?.slice(14, 27).some((isInked) => isInked)).toBe(false);
  });
});
