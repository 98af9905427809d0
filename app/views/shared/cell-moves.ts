/**
 * @file Where a key takes the focus in a grid of cells, as WAI-ARIA's grid pattern has it.
 */

import type { GridSize } from "../../draw/fit.ts";

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** `undefined` for a key that is none of the grid's. At the border the focus stays where it is. */
export function cellAfter(
  key: string,
  isHeld: boolean,
  { row, column }: Place,
  { rows, columns }: GridSize,
): Place | undefined {
  const [last, end] = [rows - 1, columns - 1];
  if (isHeld) return { Home: { row: 0, column: 0 }, End: { row: last, column: end } }[key];
  return {
    ArrowLeft: { row, column: Math.max(0, column - 1) },
    ArrowRight: { row, column: Math.min(end, column + 1) },
    ArrowUp: { row: Math.max(0, row - 1), column },
    ArrowDown: { row: Math.min(last, row + 1), column },
    Home: { row, column: 0 },
    End: { row, column: end },
  }[key];
}
