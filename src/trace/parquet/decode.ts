/**
 * @file Decoding a row group that is in memory, through hyparquet.
 */

import {
  type ColumnMetaData,
  type FileMetaData,
  parquetRead,
  parquetReadObjects,
  type RowGroup,
  type SchemaTree,
} from "hyparquet";
import { FixpointError } from "../../errors.ts";
import type { ByteSource } from "../../platform/byte-source.ts";
import { readCell } from "./cells.ts";
import { corruptFile } from "./footer.ts";
import { chunkGuard, type Levels, MOST_VALUES } from "./guard.ts";
import { gunzipExactly } from "./gunzip.ts";
import { type Cell, type Column, type ColumnCells, holdsNumbers, type Table } from "./table.ts";

export interface LoadedRowGroup {
  /** Of the whole file; of its row groups only `group` matters here. */
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
  readonly group: RowGroup;
  /** All chunks of the wanted columns. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where `bytes` begins in the file. */
  readonly start: number;
}

/**
 * The rows of the group by field name. `present` are the table's columns that the file has; the others are null.
 * Throws a `FixpointError` that names the file where the bytes do not decode to what the table says.
 */
export async function decodeRowGroup<Row>(
  { name, size }: Pick<ByteSource, "name" | "size">,
  table: Table<Row>,
  present: readonly Column[],
  loaded: LoadedRowGroup,
): Promise<Row[]> {
  try {
    checkGroup(loaded, present);
    const objects = await parquetReadObjects(readOptions(size, present, loaded));
    if (objects.length !== Number(loaded.group.num_rows)) throw new Error(`${objects.length} rows`);
    const absent = table.columns.filter((column) => !present.includes(column));
    return objects.map((object) => readRow(object, present, absent) as Row);
  } catch (error) {
    throw asCorrupt(name, "a row group", error);
  }
}

/**
 * The group's cells column by column, by field name: several times quicker than rows, and only the columns in `present` are decoded.
 * Throws as `decodeRowGroup` does.
 */
export async function decodeColumns(
  { name, size }: Pick<ByteSource, "name" | "size">,
  present: readonly Column[],
  loaded: LoadedRowGroup,
): Promise<ReadonlyMap<string, ColumnCells>> {
  try {
    checkGroup(loaded, present);
    const rows = Number(loaded.group.num_rows);
    const decoded = new Map<string, ArrayLike<unknown>>();
    await parquetRead({
      ...readOptions(size, present, loaded),
      onChunk({ columnName, columnData }) {
        // Files of ours have one chunk to a column and row group.
        const before = decoded.get(columnName);
        decoded.set(columnName, before === undefined ? columnData : [...Array.from(before), ...Array.from(columnData)]);
      },
    });
    return new Map(present.map((column) => [column.field, readColumn(column, decoded.get(column.name) ?? [], rows)]));
  } catch (error) {
    throw asCorrupt(name, "a row group", error);
  }
}

function readOptions(size: number, present: readonly Column[], { metadata, group, bytes, start }: LoadedRowGroup) {
  return {
    file: {
      byteLength: size,
      slice: (from: number, to: number | undefined = size) => slice(bytes, from - start, to - start),
    },
    metadata: { ...metadata, num_rows: group.num_rows, row_groups: [group] },
    columns: present.map((column) => column.name),
    compressors: { GZIP: gunzipExactly },
    utf8: false,
    geoparquet: false,
  };
}

function readColumn(column: Column, values: ArrayLike<unknown>, rows: number): ColumnCells {
  if (values.length !== rows) throw new Error(`${values.length} rows of ${column.name}`);
  if (!holdsNumbers(column)) return Array.from(values, (value) => readCell(column, value));
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = values[row];
    // Most cells are floats or null; `readCell` has the last word on everything else.
    if (typeof value === "number" && column.type !== "int32" && column.type !== "int64") numbers[row] = value;
    else numbers[row] = (readCell(column, value) as number | null) ?? Number.NaN;
  }
  return numbers;
}

/** What hyparquet or a guard threw at foreign bytes, as a sentence. */
export function asCorrupt(name: string, what: string, error: unknown): unknown {
  if (error instanceof FixpointError && error.message.startsWith("unsupported")) return error;
  return corruptFile(name, `${what} cannot be read`, error);
}

function checkGroup({ schema, group, bytes, start }: LoadedRowGroup, present: readonly Column[]): void {
  const rows = Number(group.num_rows);
  if (!(rows >= 0 && rows <= MOST_VALUES)) throw new Error(`${rows} rows`);
  const guard = chunkGuard();
  for (const { name } of present) {
    const { path_in_schema: path, ...chunk } = chunkOf(group, name);
    const extent = chunkExtent(group, name);
    guard.check(bytes, extent.start - start, extent.end - start, chunk, levelsOf(schema, path));
  }
}

export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Where the column's chunk lies in the file. */
export function chunkExtent(group: RowGroup, name: string): Extent {
  const chunk = chunkOf(group, name);
  const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const end = start + Number(chunk.total_compressed_size);
  if (!(Number.isSafeInteger(start) && Number.isSafeInteger(end) && start <= end)) throw new Error(`chunk of ${name}`);
  return { start, end };
}

function chunkOf(group: RowGroup, name: string): ColumnMetaData {
  const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
  if (chunk === undefined) throw new Error(`no chunk of ${name}`);
  return chunk;
}

function slice(bytes: Uint8Array<ArrayBuffer>, from: number, to: number): ArrayBuffer {
  if (from < 0 || to > bytes.length) throw new Error(`bytes ${from} to ${to} of a row group of ${bytes.length}`);
  return bytes.slice(from, to).buffer;
}

function levelsOf(schema: SchemaTree, path: readonly string[]): Levels {
  let [repetition, definition] = [0, 0];
  let node: SchemaTree | undefined = schema;
  for (const name of path) {
    node = node?.children.find(({ element }) => element.name === name);
    if (node === undefined) throw new Error(`no column ${path.join(".")}`);
    if (node.element.repetition_type === "REPEATED") repetition++;
    if (node.element.repetition_type !== "REQUIRED") definition++;
  }
  return { repetition, definition };
}

/** The fields of a row, each with a cell of its column's type: the row type, from which the table was made. */
function readRow(
  values: Readonly<Record<string, unknown>>,
  present: readonly Column[],
  absent: readonly Column[],
): Record<string, Cell> {
  const row: Record<string, Cell> = {};
  for (const column of present) row[column.field] = readCell(column, values[column.name]);
  for (const column of absent) row[column.field] = null;
  return row;
}
