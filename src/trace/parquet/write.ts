/**
 * @file Writing a table as Parquet, row group by row group, through hyparquet-writer.
 */

import { ByteWriter, type ColumnSource, ParquetWriter } from "hyparquet-writer";
import { schemaElements } from "./schema-elements.ts";
import type { Cell, Column, Table, TableRow } from "./table.ts";

export interface WriteOptions {
  /** To a gzip member. Every page is compressed on its own. */
  readonly gzip: (bytes: Uint8Array) => Uint8Array;
  /** `fixpoint 0.1.0` */
  readonly createdBy: string;
  /** A column whose least and greatest value of each row group go into the footer, so that readers can skip groups. */
  readonly indexed: string;
  /** Texts by name that go into the footer. */
  readonly keyValues?: Readonly<Record<string, string>>;
}

export interface TableWriter<Row> {
  /** The bytes of one row group, to be appended to the file. Rows of any number but none. */
  rowGroup(rows: readonly Row[]): Uint8Array;
  /** The footer. */
  end(): Uint8Array;
}

/** A page holds a whole column chunk: readers fetch row groups, never pages. */
const PAGE_SIZE = 2 ** 31;

/** The file is what `rowGroup` returned, in order, then `end`. Holds the footer's data in memory, nothing else. */
export function tableWriter<Row extends TableRow>(table: Table<Row>, options: WriteOptions): TableWriter<Row> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaElements(table.columns),
    codec: "GZIP",
    compressors: { GZIP: options.gzip },
    statistics: false,
    createdBy: options.createdBy,
    ...(options.keyValues && {
      kvMetadata: Object.entries(options.keyValues).map(([key, value]) => ({ key, value })),
    }),
  });

  /** What was written since the last call. */
  function take(): Uint8Array {
    const taken = bytes.getBytes().slice();
    bytes.index = 0;
    return taken;
  }

  return {
    rowGroup(rows) {
      if (rows.length === 0) throw new Error("a row group needs rows");
      const columnData = table.columns.map((column) => columnSource(column, rows, options.indexed));
      writer.write({ columnData, rowGroupSize: rows.length, pageSize: PAGE_SIZE });
      return take();
    },
    end() {
      writer.finish();
      return take();
    },
  };
}

function columnSource(column: Column, rows: readonly TableRow[], indexed: string): ColumnSource {
  const data = rows.map((row) => stored(column, row[column.field] ?? null));
  const statistics = column.name === indexed;
  // Left to itself the library writes a column without values plain: an empty dictionary is asking for trouble.
  if (data.every((cell) => cell === null)) return { name: column.name, data, statistics };
  switch (column.type) {
    case "float":
    case "double":
    case "float list":
    case "double list":
      // The exponents of one column are alike, and a double that was a float ends in zeros: byte planes compress.
      return { name: column.name, data, encoding: "BYTE_STREAM_SPLIT", statistics };
    case "bytes":
      // An answer is a copy of its last probe, and a rollout that has settled repeats one answer to its end.
      return { name: column.name, data, encoding: "RLE_DICTIONARY", statistics };
    default:
      return { name: column.name, data, statistics };
  }
}

function stored({ type }: Column, cell: Cell): Cell | bigint {
  return type === "int64" && typeof cell === "number" ? BigInt(cell) : cell;
}
