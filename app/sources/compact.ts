/**
 * @file Rows on their way from the worker to the page: all their bytes in one buffer, which is handed over and not copied.
 */

/** A row with byte fields anywhere among its fields. */
type Row = Readonly<Record<string, unknown>>;

export interface Compact<T> {
  readonly rows: readonly T[];
  /** Backs every byte field of the rows. */
  readonly buffer: ArrayBuffer;
}

/** The same rows over a buffer of their own. */
export function compact<T extends Row>(rows: readonly T[]): Compact<T> {
  let size = 0;
  for (const row of rows) for (const cell of Object.values(row)) if (cell instanceof Uint8Array) size += cell.length;
  const bytes = new Uint8Array(size);
  let at = 0;
  const moved = rows.map((row) => {
    const copy: Record<string, unknown> = { ...row };
    for (const [field, cell] of Object.entries(row)) {
      if (!(cell instanceof Uint8Array)) continue;
      bytes.set(cell, at);
      copy[field] = bytes.subarray(at, at + cell.length);
      at += cell.length;
    }
    return copy as T;
  });
  return { rows: moved, buffer: bytes.buffer };
}
