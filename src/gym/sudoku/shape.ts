/**
 * @file The three sizes of sudoku: 4×4 with boxes of 2×2, 6×6 with boxes of two rows and three columns, 9×9 with boxes of 3×3.
 */

export type SudokuSide = 4 | 6 | 9;

export const SUDOKU_SIDES: readonly SudokuSide[] = [4, 6, 9];

/** A board row by row: 0 is blank, 1 to side the digits. u8 [side²] */
export type Board = Uint8Array;

export interface SudokuShape {
  readonly side: SudokuSide;
  readonly boxRows: number;
  readonly boxColumns: number;
  /** Of each cell, row by row. */
  readonly boxOf: readonly number[];
  /** The cells of every row, then column, then box. */
  readonly units: readonly (readonly number[])[];
  /** A bit for each digit: digit d is 1 << (d − 1). */
  readonly allDigits: number;
}

const BOX_ROWS: Readonly<Record<SudokuSide, number>> = { 4: 2, 6: 2, 9: 3 };

const SHAPES = new Map<SudokuSide, SudokuShape>();

export function sudokuShape(side: SudokuSide): SudokuShape {
  const known = SHAPES.get(side);
  if (known !== undefined) return known;
  const shape = makeShape(side);
  SHAPES.set(side, shape);
  return shape;
}

function makeShape(side: SudokuSide): SudokuShape {
  const boxRows = BOX_ROWS[side];
  const boxColumns = side / boxRows;
  const cells = Array.from({ length: side * side }, (_, cell) => cell);
  const rowOf = (cell: number) => Math.floor(cell / side);
  const boxOf = cells.map(
    (cell) => Math.floor(rowOf(cell) / boxRows) * boxRows + Math.floor((cell % side) / boxColumns),
  );
  const lines = Array.from({ length: side }, (_, line) => line);
  return {
    side,
    boxRows,
    boxColumns,
    boxOf,
    units: [
      ...lines.map((line) => cells.filter((cell) => rowOf(cell) === line)),
      ...lines.map((line) => cells.filter((cell) => cell % side === line)),
      ...lines.map((line) => cells.filter((cell) => boxOf[cell] === line)),
    ],
    allDigits: (1 << side) - 1,
  };
}
