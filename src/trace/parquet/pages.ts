/**
 * @file The pages of a column chunk: a header, then a body of that header's size.
 */

import type { PageHeader } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";
import { type FixpointError, invalid } from "../../errors.ts";

/** A header is some forty bytes; with the statistics of foreign writers some hundreds. */
const LONGEST_HEADER = 2 ** 16;

export interface Page {
  readonly header: PageHeader;
  /** As stored. */
  readonly body: Uint8Array;
  /** Index of the first byte behind the page. */
  readonly end: number;
}

/** The page that starts at `bytes[start]` and lies before `end`. Throws for a header that is none, or lies. */
export function pageAt(bytes: Uint8Array, start: number, end: number): Page {
  const length = Math.min(end - start, LONGEST_HEADER);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset + start, length), offset: 0 };
  const header = parquetHeader(reader);
  if (!isCount(header.compressed_page_size) || !isCount(header.uncompressed_page_size)) {
    throw corruptPage("its size is missing");
  }
  const bodyStart = start + reader.offset;
  const bodyEnd = bodyStart + header.compressed_page_size;
  if (bodyEnd > end) throw corruptPage("it reaches past its column");
  return { header, body: bytes.subarray(bodyStart, bodyEnd), end: bodyEnd };
}

/** Header fields are typed as numbers and are whatever the file holds. */
export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

export function corruptPage(why: string): FixpointError {
  return invalid("parquet page", why);
}
