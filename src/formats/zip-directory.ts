/**
 * @file The directory at the end of a zip (PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16): the end record, the zip64 end
 * record, the central directory. Nothing it says is believed that the file's size or its other parts contradict.
 */

import { type FixpointError, invalid } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";

/** An entry as the central directory describes it. */
export interface DirectoryEntry {
  readonly name: string;
  /** The name as stored, to be compared with the local header's. */
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  /** 0 is stored, anything else is compressed. */
  readonly method: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where the local header begins. */
  readonly headerOffset: number;
}

export interface ZipDirectory {
  readonly entries: readonly DirectoryEntry[];
  /** Where the central directory begins: the entries end before it. */
  readonly offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_END_SIGNATURE = 0x06064b50;
const ZIP64_END_SIZE = 56;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_SIZE = 46;
const ZIP64_EXTRA = 0x0001;

const MOST_ENTRIES = 100_000;
const LARGEST_DIRECTORY = 2 ** 25;
const LONGEST_NAME = 1024;

/** Reads the whole directory: one read for the end of the file, one for the directory itself. */
export async function readZipDirectory(source: ByteSource): Promise<ZipDirectory> {
  const { count, size, offset } = await findDirectory(source);
  if (count > MOST_ENTRIES || size > LARGEST_DIRECTORY) {
    throw wrong(source, `a directory of ${count} entries in ${size} bytes`, `at most ${MOST_ENTRIES} entries`);
  }
  const bytes = await source.read(offset, size);
  const entries: DirectoryEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const { entry, length } = readEntry(bytes.subarray(at), source);
    entries.push(entry);
    at += length;
  }
  if (at !== size) throw wrong(source, `its directory has ${size - at} bytes more than its ${count} entries`);
  return { entries, offset };
}

interface DirectoryPlace {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

async function findDirectory(source: ByteSource): Promise<DirectoryPlace> {
  const tailSize = Math.min(source.size, LONGEST_COMMENT + END_SIZE + ZIP64_LOCATOR_SIZE + ZIP64_END_SIZE);
  const tailOffset = source.size - tailSize;
  const tail = viewOf(await source.read(tailOffset, tailSize));
  const end = endRecord(tail);
  if (end === undefined) throw wrong(source, "its end record is missing (the file is cut short or damaged)");

  const number = (at: number): number => tail.getUint16(end + at, true);
  const place = { count: number(10), size: tail.getUint32(end + 12, true), offset: tail.getUint32(end + 16, true) };
  const sameDisk = number(4) === number(6) && (number(8) === place.count || number(8) === 0xffff);
  if (!sameDisk) throw wrong(source, "it is one of several parts");

  const locator = end - ZIP64_LOCATOR_SIZE;
  const is64 = locator >= 0 && tail.getUint32(locator, true) === ZIP64_LOCATOR_SIGNATURE;
  const limit = tailOffset + (is64 ? locator : end);
  const found = is64 ? await zip64Place(source, exact(tail, locator + 8), limit, place) : { ...place, before: limit };
  if (!(found.offset + found.size <= found.before)) {
    throw wrong(source, `its directory at ${found.offset} of ${found.size} bytes reaches past its end record`);
  }
  return found;
}

/** The end record's position: its comment must reach exactly to the end of the file. */
function endRecord(tail: DataView): number | undefined {
  for (let at = tail.byteLength - END_SIZE; at >= 0; at--) {
    const matches = tail.getUint32(at, true) === END_SIGNATURE;
    if (matches && at + END_SIZE + tail.getUint16(at + 20, true) === tail.byteLength) return at;
  }
  return undefined;
}

/** The place that the zip64 end record gives, which must agree with the plain record where that has real numbers. */
async function zip64Place(
  source: ByteSource,
  offset: number,
  limit: number,
  plain: DirectoryPlace,
): Promise<DirectoryPlace & { before: number }> {
  if (!(offset + ZIP64_END_SIZE <= limit)) throw wrong(source, "its zip64 end record is not where it should be");
  const record = viewOf(await source.read(offset, ZIP64_END_SIZE));
  if (record.getUint32(0, true) !== ZIP64_END_SIGNATURE) throw wrong(source, "its zip64 end record is damaged");
  const place = { count: exact(record, 32), size: exact(record, 40), offset: exact(record, 48), before: offset };
  const agrees =
    (plain.count === 0xffff || plain.count === place.count) &&
    (plain.size === 0xffffffff || plain.size === place.size) &&
    (plain.offset === 0xffffffff || plain.offset === place.offset);
  if (!agrees) throw wrong(source, "its two end records contradict each other");
  return place;
}

/** The entry at the start of `bytes`, and how many bytes of the directory it takes. */
function readEntry(bytes: Uint8Array, source: ByteSource): { entry: DirectoryEntry; length: number } {
  const view = viewOf(bytes);
  if (bytes.length < ENTRY_SIZE || view.getUint32(0, true) !== ENTRY_SIGNATURE) {
    throw wrong(source, "its directory is damaged");
  }
  const nameLength = view.getUint16(28, true);
  const extraLength = view.getUint16(30, true);
  const length = ENTRY_SIZE + nameLength + extraLength + view.getUint16(32, true);
  if (length > bytes.length) throw wrong(source, "its directory is damaged");
  if (nameLength > LONGEST_NAME) throw wrong(source, `a name of ${nameLength} bytes`, `at most ${LONGEST_NAME}`);

  const nameBytes = bytes.subarray(ENTRY_SIZE, ENTRY_SIZE + nameLength);
  const extra = bytes.subarray(ENTRY_SIZE + nameLength, ENTRY_SIZE + nameLength + extraLength);
  const next64 = zip64Numbers(extra);
  const wide = (number: number): number => (number === 0xffffffff ? next64() : number);
  // The zip64 field holds only the numbers that did not fit, in this order.
  const size = wide(view.getUint32(24, true));
  const compressedSize = wide(view.getUint32(20, true));
  const headerOffset = wide(view.getUint32(42, true));
  if (![size, compressedSize, headerOffset].every(Number.isSafeInteger))
    throw wrong(source, "its directory is damaged");
  const entry = {
    name: new TextDecoder("utf-8", { ignoreBOM: true }).decode(nameBytes),
    nameBytes,
    flags: view.getUint16(8, true),
    method: view.getUint16(10, true),
    crc32: view.getUint32(16, true),
    compressedSize,
    size,
    headerOffset,
  };
  return { entry, length };
}

/** Gives the numbers of the zip64 extra field one by one; NaN where there is no further one. */
function zip64Numbers(extra: Uint8Array): () => number {
  const view = viewOf(extra);
  let at = 0;
  let end = 0;
  for (let field = 0; field + 4 <= extra.length; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== ZIP64_EXTRA) continue;
    at = field + 4;
    end = Math.min(at + view.getUint16(field + 2, true), extra.length);
    break;
  }
  return () => {
    if (at + 8 > end) return Number.NaN;
    at += 8;
    return exact(view, at - 8);
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A 64-bit number; NaN where a double cannot hold it, so that every comparison with it fails. */
function exact(view: DataView, at: number): number {
  const number = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

function wrong(source: ByteSource, got: string, expected?: string): FixpointError {
  return invalid("zip", got, { where: source.name, ...(expected === undefined ? {} : { expected }) });
}
