/**
 * @file A small zip writer for tests: stored entries, and entries that lie.
 */

import { crc32 } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  /** Bytes, or the length of a hole of zeros (whose checksum is left out, as PyTorch may). */
  readonly data: Uint8Array | number;
  /** Padding in the local header, which the directory does not mention. */
  readonly localExtra?: number;
  /** What the local header says where it differs from the directory. */
  readonly localName?: string;
  /** What both headers claim instead of the truth. */
  readonly method?: number;
  readonly flags?: number;
  readonly size?: number;
  readonly crc32?: number;
}

export interface ZipPiece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

const text = new TextEncoder();

function sizeOf({ data }: ZipPart): number {
  return typeof data === "number" ? data : data.length;
}

/** The headers' common fields, from "version needed" on. */
function commonFields(part: ZipPart, name: Uint8Array, extraLength: number): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(part.flags ?? 0, 2);
  fields.writeUInt16LE(part.method ?? 0, 4);
  fields.writeUInt32LE(part.crc32 ?? (typeof part.data === "number" ? 0 : crc32(part.data)), 10);
  fields.writeUInt32LE(sizeOf(part), 14);
  fields.writeUInt32LE(part.size ?? sizeOf(part), 18);
  fields.writeUInt16LE(name.length, 22);
  fields.writeUInt16LE(extraLength, 24);
  return fields;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function localHeader(part: ZipPart): Buffer {
  const name = text.encode(part.localName ?? part.name);
  const extra = Buffer.alloc(part.localExtra ?? 0);
  return Buffer.concat([uint32(0x04034b50), commonFields(part, name, extra.length), name, extra]);
}

function directoryEntry(part: ZipPart, offset: number): Buffer {
  const name = text.encode(part.name);
  const rest = Buffer.concat([Buffer.alloc(10), uint32(offset), name]);
  return Buffer.concat([uint32(0x02014b50), Buffer.from([20, 0]), commonFields(part, name, 0), rest]);
}

/** The pieces of a zip of these entries; between them lie the holes. The last piece ends the file. */
export function zipPieces(parts: readonly ZipPart[]): ZipPiece[] {
  const pieces: ZipPiece[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    directory.push(directoryEntry(part, offset));
    const header = localHeader(part);
    pieces.push({ offset, bytes: header });
    offset += header.length;
    if (typeof part.data !== "number") pieces.push({ offset, bytes: part.data });
    offset += sizeOf(part);
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  pieces.push({ offset, bytes: Buffer.concat([entries, end]) });
  return pieces;
}

/** The whole zip in memory. */
export function zipBytes(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const pieces = zipPieces(parts);
  const last = pieces.at(-1);
  const bytes = new Uint8Array((last?.offset ?? 0) + (last?.bytes.length ?? 0));
  for (const piece of pieces) bytes.set(piece.bytes, piece.offset);
  return bytes;
}
