/**
 * @file The metadata of one row group, found out from its pages. Our writer puts the columns one behind the other, each as one
 * data page with or without a dictionary page before it, so the pages tell where the columns are.
 */

import type { ColumnChunk, FileMetaData, ParquetType, RowGroup } from "hyparquet";
import { corruptPage, pageAt } from "./pages.ts";
import { schemaElements } from "./schema-elements.ts";
import type { Column } from "./table.ts";

export interface SingleGroup {
  readonly metadata: FileMetaData;
  readonly group: RowGroup;
}

/** As a footer would have it, for `bytes` that lie at `offset` of the file. Throws where the pages are not as we write them. */
export function singleGroupMetadata(bytes: Uint8Array, offset: number, columns: readonly Column[]): SingleGroup {
  const schema = schemaElements(columns);
  const chunks: ColumnChunk[] = [];
  let at = 0;
  let rows: number | undefined;
  for (const column of columns) {
    const { chunk, rows: chunkRows, end } = chunkAt(bytes, at, offset, column);
    if (rows !== undefined && rows !== chunkRows) throw corruptPage("its number of rows");
    rows = chunkRows;
    chunks.push(chunk);
    at = end;
  }
  if (at !== bytes.length || rows === undefined) throw corruptPage("its row group does not end with it");
  const group = { columns: chunks, total_byte_size: BigInt(at), num_rows: BigInt(rows) };
  return { group, metadata: { version: 2, schema, num_rows: group.num_rows, row_groups: [group], metadata_length: 0 } };
}

function chunkAt(bytes: Uint8Array, start: number, offset: number, column: Column) {
  const first = pageAt(bytes, start, bytes.length);
  const hasDictionary = first.header.dictionary_page_header !== undefined;
  const dataStart = hasDictionary ? first.end : start;
  const { header, end } = hasDictionary ? pageAt(bytes, dataStart, bytes.length) : first;
  const data = header.data_page_header_v2;
  if (data === undefined) throw corruptPage("it is not as fixpoint writes it");
  const leaf = schemaElements([column]).at(-1);
  const chunk: ColumnChunk = {
    file_offset: BigInt(offset + start),
    meta_data: {
      type: leaf?.type as ParquetType,
      encodings: [data.encoding],
      path_in_schema: column.type.endsWith(" list") ? [column.name, "list", "element"] : [column.name],
      codec: "GZIP",
      num_values: BigInt(data.num_values),
      total_uncompressed_size: BigInt(header.uncompressed_page_size),
      total_compressed_size: BigInt(end - start),
      data_page_offset: BigInt(offset + dataStart),
      ...(hasDictionary ? { dictionary_page_offset: BigInt(offset + start) } : {}),
    },
  };
  return { chunk, rows: data.num_rows, end };
}
