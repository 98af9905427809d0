/**
 * @file Larger bitmaps: whole multiples, with the steps of slanted strokes halved or divided by three (the rules of EPX, known
 * as Scale2x and Scale3x: a corner dot takes the ink of two neighbours that agree).
 */

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Row by row. */
  readonly dots: readonly boolean[];
}

/** The bitmap `factor` times as large. */
export function enlarge(bitmap: Bitmap, factor: number): Bitmap {
  for (const step of [2, 3]) {
    if (factor % step === 0) return enlarge(smoothly(bitmap, step), factor / step);
  }
  return factor === 1
    ? bitmap
    : scaled(bitmap, factor, (row, column) => bitmap.dots[row * bitmap.width + column] ?? false);
}

function smoothly(bitmap: Bitmap, factor: number): Bitmap {
  const { width, height, dots } = bitmap;
  const at = (row: number, column: number): boolean =>
    row >= 0 && row < height && column >= 0 && column < width && (dots[row * width + column] ?? false);
  const last = factor - 1;
  return scaled(bitmap, factor, (row, column, subRow, subColumn) => {
    const own = at(row, column);
    const isCorner = (subRow === 0 || subRow === last) && (subColumn === 0 || subColumn === last);
    if (!isCorner) return own;
    const vertical = subRow === 0 ? -1 : 1;
    const horizontal = subColumn === 0 ? -1 : 1;
    const near = at(row + vertical, column);
    const agrees = near === at(row, column + horizontal);
    const opposed = near !== at(row - vertical, column) && near !== at(row, column - horizontal);
    return agrees && opposed ? near : own;
  });
}

function scaled(
  { width, height }: Bitmap,
  factor: number,
  dotAt: (row: number, column: number, subRow: number, subColumn: number) => boolean,
): Bitmap {
  const dots: boolean[] = [];
  for (let y = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      dots.push(dotAt(Math.floor(y / factor), Math.floor(x / factor), y % factor, x % factor));
    }
  }
  return { width: width * factor, height: height * factor, dots };
}
