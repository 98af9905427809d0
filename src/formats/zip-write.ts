/**
 * @file Writing zip archives of stored entries in one pass, as `torch.save` lays them out: each entry's data begin at a multiple of
 * 64, its checksum and size follow them (PKWARE APPNOTE 6.3, section 4.3.9).
 */

import { unsupported } from "../errors.ts";
import { crc32 } from "./crc32.ts";

export interface EntryToStore {
  readonly name: string;
  /** Bytes that `chunks` come to. */
  readonly size: number;
  chunks(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

const ALIGNMENT = 64;
const LOCAL_SIZE = 30;
const DESCRIPTOR_SIZE = 16;
const ENTRY_SIZE = 46;
const END_SIZE = 22;
/** Checksum and sizes follow the data; names are UTF-8. */
const FLAGS = 0x0808;
/** The extra field that pads a local header, as PyTorch calls it: `FB`. */
const PADDING_FIELD = 0x4246;
/** Beyond it a zip needs its 64-bit form, and beyond 65535 entries too. */
const LARGEST = 0xffffffff;
const MOST_ENTRIES = 0xffff;

/** 1980-01-01, the first day that a zip can tell: the same entries always give the same bytes. */
const FIRST_DAY = 0x0021;

interface WrittenEntry {
  readonly name: Uint8Array;
  readonly size: number;
  readonly crc32: number;
  readonly offset: number;
}

/** The archive in pieces, to be written one behind the other. Throws before the first where it would reach 4 GiB; `what` names it. */
export async function* streamZip(
  entries: readonly EntryToStore[],
  what: string,
): AsyncGenerator<Uint8Array, void, void> {
  const most = entries.reduce((bytes, { name, size }) => bytes + size + 2 * (name.length + 2 * ALIGNMENT), END_SIZE);
  if (most > LARGEST || entries.length > MOST_ENTRIES) {
    throw unsupported(what, `a zip of ${entries.length} entries in ${most} bytes`, {
      expected: `at most ${MOST_ENTRIES} entries in ${LARGEST} bytes`,
    });
  }
  const written: WrittenEntry[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    const header = localHeader(name, offset);
    yield header;
    let checksum = 0;
    let size = 0;
    for await (const chunk of entry.chunks()) {
      checksum = crc32(chunk, checksum);
      size += chunk.byteLength;
      yield chunk;
    }
    if (size !== entry.size) throw new Error(`${entry.name}: ${size} bytes instead of ${entry.size}`);
    const done = { name, size, crc32: checksum, offset };
    yield descriptor(done);
    written.push(done);
    offset += header.length + size + DESCRIPTOR_SIZE;
  }
  const directory = written.map(directoryEntry);
  yield* directory;
  yield endRecord(
    written.length,
    directory.reduce((bytes, { length }) => bytes + length, 0),
    offset,
  );
}

function localHeader(name: Uint8Array, offset: number): Uint8Array {
  const plain = offset + LOCAL_SIZE + name.length + 4;
  const padding = (ALIGNMENT - (plain % ALIGNMENT)) % ALIGNMENT;
  const bytes = new Uint8Array(LOCAL_SIZE + name.length + 4 + padding);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(6, FLAGS, true);
  view.setUint16(12, FIRST_DAY, true);
  view.setUint16(26, name.length, true);
  view.setUint16(28, 4 + padding, true);
  bytes.set(name, LOCAL_SIZE);
  view.setUint16(LOCAL_SIZE + name.length, PADDING_FIELD, true);
  view.setUint16(LOCAL_SIZE + name.length + 2, padding, true);
  return bytes;
}

function descriptor({ crc32: checksum, size }: WrittenEntry): Uint8Array {
  const bytes = new Uint8Array(DESCRIPTOR_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x08074b50, true);
  view.setUint32(4, checksum, true);
  view.setUint32(8, size, true);
  view.setUint32(12, size, true);
  return bytes;
}

function directoryEntry({ name, size, crc32: checksum, offset }: WrittenEntry): Uint8Array {
  const bytes = new Uint8Array(ENTRY_SIZE + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(8, FLAGS, true);
  view.setUint16(14, FIRST_DAY, true);
  view.setUint32(16, checksum, true);
  view.setUint32(20, size, true);
  view.setUint32(24, size, true);
  view.setUint16(28, name.length, true);
  view.setUint32(42, offset, true);
  bytes.set(name, ENTRY_SIZE);
  return bytes;
}

function endRecord(count: number, size: number, offset: number): Uint8Array {
  const bytes = new Uint8Array(END_SIZE);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, size, true);
  view.setUint32(16, offset, true);
  return bytes;
}
