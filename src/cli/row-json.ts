/**
 * @file Rows of a run as JSON for programs: the columns' own names, bytes as arrays of numbers, as `export` prints them.
 */

import type { Cell, Table } from "../trace/parquet/table.ts";

/** Columns by name, in their order; `omit` leaves out those for which it is true. */
export function rowAsJson<Row extends Readonly<Record<string, Cell>>>(
  { columns }: Table<Row>,
  row: Row,
  omit: (type: string) => boolean = () => false,
): Record<string, unknown> {
  return Object.fromEntries(
    columns.filter(({ type }) => !omit(type)).map(({ name, field }) => [name, cellAsJson(row[field] ?? null)]),
  );
}

/** NaN and the infinities, which JSON does not have, are strings. */
function cellAsJson(cell: Cell): unknown {
  if (cell instanceof Uint8Array) return [...cell];
  return typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : cell;
}
