/**
 * @file A Blob, such as a file that was dropped into a page, as a byte source.
 */

import { invalid } from "../../errors.ts";
import { type ByteSource, checkRange } from "../byte-source.ts";

/** Only the ranges that are read are ever in memory. */
export function blobSource(name: string, blob: Blob): ByteSource {
  const source = { name, size: blob.size };
  return {
    ...source,
    async read(offset, length) {
      checkRange(source, offset, length);
      return new Uint8Array(await bytesOf(blob.slice(offset, offset + length), name));
    },
    async close() {},
  };
}

async function bytesOf(blob: Blob, name: string): Promise<ArrayBuffer> {
  try {
    return await blob.arrayBuffer();
  } catch {
    throw invalid("file", "changed or removed since it was chosen", { where: name });
  }
}
