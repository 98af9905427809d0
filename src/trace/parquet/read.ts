/**
 * @file Reading a table by row group, each with one range.
 */

import { parquetSchema, type RowGroup } from "hyparquet";
import type { ByteSource } from "../../platform/byte-source.ts";
import { presentColumns } from "./cells.ts";
import { asCorrupt, chunkExtent, decodeColumns, decodeRowGroup, type Extent, type LoadedRowGroup } from "./decode.ts";
import { readFooter } from "./footer.ts";
import { singleGroupMetadata } from "./single-group.ts";
import { type Column, type ColumnCells, type Columns, holdsNumbers, type Table } from "./table.ts";

/** Of one row group, compressed: 512 MiB. */
const MOST_BYTES = 2 ** 29;

/** A row group as the footer describes it. */
export interface RowGroupInfo {
  readonly rows: number;
  /** The least and greatest value of an integer column, where the file says so. */
  range(column: string): { readonly least: number; readonly greatest: number } | undefined;
}

/** A file's footer, understood. It holds no source, so that the file may be closed in between. */
export interface TableFile<Row> {
  readonly rowGroups: readonly RowGroupInfo[];
  /** A text that the writer put into the footer under this name. */
  keyValue(name: string): string | undefined;
  /** The rows of one row group. Throws a `FixpointError` where they are not what the table says. */
  read(source: ByteSource, rowGroup: number): Promise<Row[]>;
  /** Some columns of one row group. Those that the file lacks are null throughout. Throws as `read` does. */
  readColumns<Field extends keyof Row & string>(
    source: ByteSource,
    rowGroup: number,
    fields: readonly Field[],
  ): Promise<Columns<Row, Field>>;
}

/** Reads the footer. */
export async function openTable<Row>(source: ByteSource, table: Table<Row>): Promise<TableFile<Row>> {
  const metadata = await readFooter(source);
  const schema = orCorrupt(source, "its schema", () => parquetSchema(metadata));
  const present = presentColumns(table.columns, schema, source.name);
  async function load(from: ByteSource, index: number, columns: readonly Column[]): Promise<LoadedRowGroup> {
    const group = metadata.row_groups[index];
    if (group === undefined) throw new Error(`no row group ${index}`);
    const { start, end } = orCorrupt(from, "its footer", () => extentOf(group, columns, from.size));
    const bytes = await from.read(start, end - start);
    return { metadata, schema, group, bytes, start };
  }
  return {
    rowGroups: metadata.row_groups.map((group) => ({
      rows: orCorrupt(source, "its footer", () => rowCount(group)),
      range: (column) => columnRange(group, column),
    })),
    keyValue: (name) => metadata.key_value_metadata?.find(({ key }) => key === name)?.value,
    async read(from, index) {
      return decodeRowGroup(from, table, present, await load(from, index, present));
    },
    async readColumns(from, index, fields) {
      const wanted = present.filter(({ field }) => fields.some((name) => name === field));
      const loaded = await load(from, index, wanted);
      return withAbsent(table, fields, await decodeColumns(from, wanted, loaded), Number(loaded.group.num_rows));
    },
  };
}

/**
 * The rows of the row group in `[offset, offset + length)` of a file that this project wrote: without its footer, which of
 * a large run is larger than what is wanted.
 */
export async function readRowGroupAt<Row>(
  source: ByteSource,
  table: Table<Row>,
  { offset, length }: { readonly offset: number; readonly length: number },
): Promise<Row[]> {
  return decodeRowGroup(source, table, table.columns, await loadGroupAt(source, table.columns, offset, length));
}

/** As `readRowGroupAt`, some columns only. */
export async function readColumnsAt<Row, Field extends keyof Row & string>(
  source: ByteSource,
  table: Table<Row>,
  { offset, length }: { readonly offset: number; readonly length: number },
  fields: readonly Field[],
): Promise<Columns<Row, Field>> {
  const loaded = await loadGroupAt(source, table.columns, offset, length);
  const wanted = table.columns.filter(({ field }) => fields.some((name) => name === field));
  return withAbsent(table, fields, await decodeColumns(source, wanted, loaded), Number(loaded.group.num_rows));
}

async function loadGroupAt(
  source: ByteSource,
  columns: readonly Column[],
  offset: number,
  length: number,
): Promise<LoadedRowGroup> {
  const bytes = await source.read(offset, length);
  const { metadata, group } = orCorrupt(source, "a row group", () => singleGroupMetadata(bytes, offset, columns));
  return { metadata, schema: parquetSchema(metadata), group, bytes, start: offset };
}

/** The columns by field; nulls for those that the file does not have. */
function withAbsent<Row, Field extends keyof Row & string>(
  { columns }: Table<Row>,
  fields: readonly Field[],
  read: ReadonlyMap<string, ColumnCells>,
  rows: number,
): Columns<Row, Field> {
  const cells = fields.map((field): [string, ColumnCells] => {
    const column = columns.find((candidate) => candidate.field === field);
    if (column === undefined) throw new Error(`no column ${field}`);
    const absent = () => (holdsNumbers(column) ? new Float64Array(rows).fill(Number.NaN) : new Array(rows).fill(null));
    return [field, read.get(field) ?? absent()];
  });
  return Object.fromEntries(cells) as Columns<Row, Field>;
}

/** Whatever hyparquet throws at foreign bytes, as a sentence. */
function orCorrupt<T>({ name }: ByteSource, what: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw asCorrupt(name, what, error);
  }
}

function rowCount({ num_rows }: RowGroup): number {
  const rows = Number(num_rows);
  if (!Number.isSafeInteger(rows) || rows < 0) throw new Error(`${num_rows} rows`);
  return rows;
}

function columnRange(group: RowGroup, name: string): { least: number; greatest: number } | undefined {
  const chunk = group.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name);
  const { min_value, max_value } = chunk?.meta_data?.statistics ?? {};
  const [least, greatest] = [Number(min_value), Number(max_value)];
  return Number.isSafeInteger(least) && Number.isSafeInteger(greatest) ? { least, greatest } : undefined;
}

/** From the first to behind the last wanted column chunk. */
function extentOf(group: RowGroup, columns: readonly Column[], size: number): Extent {
  const extents = columns.map(({ name }) => chunkExtent(group, name));
  const start = Math.min(...extents.map((extent) => extent.start));
  const end = Math.max(...extents.map((extent) => extent.end));
  if (!(start >= 0 && end <= size && end - start <= MOST_BYTES)) throw new Error(`chunks at ${start} to ${end}`);
  return { start, end };
}
