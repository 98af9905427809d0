/**
 * @file hyparquet believes what a page says about itself. This looks at the pages before it does, so that a few hostile bytes
 * cannot stand for gigabytes, nor a run for one without end.
 */

import { type ColumnMetaData, snappyUncompress } from "hyparquet";
import { unsupported } from "../../errors.ts";
import { gunzipExactly } from "./gunzip.ts";
import { corruptPage, isCount, type Page, pageAt } from "./pages.ts";
import { checkRuns } from "./runs.ts";

/** 512 MiB, unpacked, of all columns of a row group. */
const MOST_UNPACKED = 2 ** 29;
/** Values of a column in a row group: a thousand times what one of ours holds. */
export const MOST_VALUES = 2 ** 22;

const RUN_ENCODINGS = ["RLE", "PLAIN_DICTIONARY", "RLE_DICTIONARY"];
const ENCODINGS = ["PLAIN", "BYTE_STREAM_SPLIT", ...RUN_ENCODINGS];
const CODECS = ["GZIP", "SNAPPY", "UNCOMPRESSED"];

export type ChunkColumn = Pick<ColumnMetaData, "codec" | "type">;

/** How often a leaf column repeats, and may be missing, on the way down from the root. */
export interface Levels {
  readonly repetition: number;
  readonly definition: number;
}

/** Checks the chunks of one row group, which share a limit. */
export interface ChunkGuard {
  /** Throws unless decoding the chunk in `bytes[start, end)` ends, within the limits. */
  check(bytes: Uint8Array, start: number, end: number, column: ChunkColumn, levels: Levels): void;
}

export function chunkGuard(): ChunkGuard {
  let unpacked = 0;
  return {
    check(bytes, start, end, column, levels) {
      if (!CODECS.includes(column.codec)) throw unsupported("parquet compression", String(column.codec));
      let values = 0;
      for (let at = start; at < end; ) {
        const page = pageAt(bytes, at, end);
        unpacked += page.header.uncompressed_page_size;
        if (unpacked > MOST_UNPACKED) throw corruptPage(`its row group unpacks to more than ${MOST_UNPACKED} bytes`);
        values += checkPage(page, column, levels);
        if (values > MOST_VALUES) throw corruptPage(`its row group has more than ${MOST_VALUES} values`);
        at = page.end;
      }
    },
  };
}

/** Returns how many values the page holds, nulls included. */
function checkPage(page: Page, column: ChunkColumn, levels: Levels): number {
  const { data_page_header: v1, data_page_header_v2: v2, dictionary_page_header: dictionary } = page.header;
  if (dictionary !== undefined) {
    if (!isCount(dictionary.num_values) || dictionary.num_values > MOST_VALUES) throw corruptPage("its size");
    return 0;
  }
  const data = v2 ?? v1;
  if (data === undefined) throw corruptPage("it is of an unknown kind");
  const { num_values: count, encoding } = data;
  if (!isCount(count) || count > MOST_VALUES) throw corruptPage("its number of values");
  if (!ENCODINGS.includes(encoding)) throw unsupported("parquet encoding", String(encoding).toLowerCase());

  const { repetition, definition, values } = v2 === undefined ? splitV1(page, column, levels) : splitV2(page, column);
  checkRuns(repetition, bitWidth(levels.repetition), count);
  checkRuns(definition, bitWidth(levels.definition), count);
  if (RUN_ENCODINGS.includes(encoding)) checkRunEncoded(values(), column, count);
  return count;
}

/** A data page, taken apart. */
interface Parts {
  readonly repetition: Uint8Array;
  readonly definition: Uint8Array;
  readonly values: () => Uint8Array;
}

/** Version 2: the levels are not compressed, and the header knows their lengths. */
function splitV2({ header, body }: Page, { codec }: ChunkColumn): Parts {
  const v2 = header.data_page_header_v2;
  const [repetition, definition] = [v2?.repetition_levels_byte_length, v2?.definition_levels_byte_length];
  if (!isCount(repetition) || !isCount(definition)) throw corruptPage("the size of its levels");
  const end = repetition + definition;
  if (end > body.length || end > header.uncompressed_page_size) throw corruptPage("the size of its levels");
  const compressed = v2?.is_compressed === false ? "UNCOMPRESSED" : codec;
  return {
    repetition: body.subarray(0, repetition),
    definition: body.subarray(repetition, end),
    values: () => unpack(body.subarray(end), header.uncompressed_page_size - end, compressed),
  };
}

/** Version 1: all of it is compressed, and levels begin with their lengths. */
function splitV1({ header, body }: Page, { codec }: ChunkColumn, levels: Levels): Parts {
  const data = unpack(body, header.uncompressed_page_size, codec);
  let at = 0;
  function takeLevels(present: boolean): Uint8Array {
    if (!present) return data.subarray(0, 0);
    const start = at + 4;
    if (start > data.length) throw corruptPage("the size of its levels");
    at = start + new DataView(data.buffer, data.byteOffset + at, 4).getUint32(0, true);
    return data.subarray(start, at);
  }
  const [repetition, definition] = [takeLevels(levels.repetition > 0), takeLevels(levels.definition > 0)];
  return { repetition, definition, values: () => data.subarray(at) };
}

/** Booleans are a length and runs of one bit, dictionary indices their bit width and runs. */
function checkRunEncoded(data: Uint8Array, { type }: ChunkColumn, count: number): void {
  if (type === "BOOLEAN") checkRuns(data.subarray(4), 1, count);
  else checkRuns(data.subarray(1), data[0] ?? 0, count);
}

function unpack(packed: Uint8Array, length: number, codec: string): Uint8Array {
  if (codec === "GZIP") return gunzipExactly(packed, length);
  if (codec === "UNCOMPRESSED") return packed;
  const output = new Uint8Array(length);
  snappyUncompress(packed, output);
  return output;
}

function bitWidth(level: number): number {
  return 32 - Math.clz32(level);
}
