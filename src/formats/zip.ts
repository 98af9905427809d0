/**
 * @file Zip archives whose entries are stored, read by range. A compressed entry is refused, and so is a zip bomb: entries
 * are no larger than their bytes in the file, and no two share bytes.
 */

import { type FixpointError, invalid, unsupported } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { crc32 } from "./crc32.ts";
import { quote } from "./quote.ts";
import { type DirectoryEntry, readZipDirectory } from "./zip-directory.ts";

/** A file inside the archive. */
export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  /**
   * Bytes `offset` to `offset + length` of the entry, which must lie inside it. All of it read at once is checked
   * against its checksum; a part cannot be.
   */
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
const ENCRYPTED = 0x0001;
/** The sizes stand behind the data, so the local header may lack them. */
const SIZES_FOLLOW = 0x0008;

/** Entries by name, in the directory's order. Reads the directory only; local headers are checked at an entry's first read. */
export async function openZip(source: ByteSource): Promise<ReadonlyMap<string, ZipEntry>> {
  const directory = await readZipDirectory(source);
  for (const entry of directory.entries) checkEntry(entry, source);
  const limits = entryLimits(directory.entries, directory.offset, source);
  const entries = new Map<string, ZipEntry>();
  for (const entry of directory.entries) {
    if (entries.has(entry.name)) throw wrong(source, `${quote(entry.name)} is there twice`);
    entries.set(entry.name, zipEntry(entry, limits.get(entry) ?? 0, source));
  }
  return entries;
}

function wrong(source: ByteSource, got: string): FixpointError {
  return invalid("zip", got, { where: source.name });
}

function checkEntry({ name, flags, method, size, compressedSize }: DirectoryEntry, source: ByteSource): void {
  if ((flags & ENCRYPTED) !== 0) throw unsupported("zip", `${quote(name)} is encrypted`, { where: source.name });
  if (method !== 0) {
    const expected = "stored entries, as torch.save writes them";
    throw unsupported("zip", `${quote(name)} is compressed`, { expected, where: source.name });
  }
  if (size !== compressedSize) {
    throw wrong(source, `${quote(name)} is stored in ${compressedSize} bytes and claims ${size}`);
  }
}

/** Where each entry must have ended: at the next one's header, or at the directory. */
function entryLimits(
  entries: readonly DirectoryEntry[],
  directoryOffset: number,
  source: ByteSource,
): ReadonlyMap<DirectoryEntry, number> {
  const limits = new Map<DirectoryEntry, number>();
  const ascending = [...entries].sort((a, b) => a.headerOffset - b.headerOffset);
  for (const [i, entry] of ascending.entries()) {
    const limit = ascending[i + 1]?.headerOffset ?? directoryOffset;
    const least = entry.headerOffset + LOCAL_SIZE + entry.nameBytes.length + entry.size;
    if (least > limit) throw wrong(source, `${quote(entry.name)} of ${entry.size} bytes overlaps what follows it`);
    limits.set(entry, limit);
  }
  return limits;
}

function zipEntry(entry: DirectoryEntry, limit: number, source: ByteSource): ZipEntry {
  const { name, size } = entry;
  let located: Promise<number> | undefined;
  return {
    name,
    size,
    async read(offset, length) {
      if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
        throw wrong(source, `${quote(name)} has ${size} bytes, ${offset} to ${offset + length} were wanted`);
      }
      located ??= locate(entry, limit, source);
      const bytes = await source.read((await located) + offset, length);
      // PyTorch can be told not to compute checksums, and then writes 0.
      if (length === size && entry.crc32 !== 0 && crc32(bytes) !== entry.crc32) {
        throw wrong(source, `${quote(name)} does not match its checksum (the file is damaged)`);
      }
      return bytes;
    },
  };
}

/** Where the entry's data begin: behind its local header, which must tell the same as the directory. */
async function locate(entry: DirectoryEntry, limit: number, source: ByteSource): Promise<number> {
  const { headerOffset, nameBytes, size } = entry;
  const bytes = await source.read(headerOffset, LOCAL_SIZE + nameBytes.length);
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = header.getUint16(6, true);
  const sizes = [header.getUint32(18, true), header.getUint32(22, true)];
  const sameSizes = sizes.every((stored) => stored === size || stored === 0xffffffff);
  const matches =
    header.getUint32(0, true) === LOCAL_SIGNATURE &&
    (flags & ENCRYPTED) === 0 &&
    header.getUint16(8, true) === 0 &&
    header.getUint16(26, true) === nameBytes.length &&
    nameBytes.every((byte, i) => byte === bytes[LOCAL_SIZE + i]) &&
    (sameSizes || (flags & SIZES_FOLLOW) !== 0);
  if (!matches) throw wrong(source, `the header of ${quote(entry.name)} contradicts the directory`);
  const begin = headerOffset + LOCAL_SIZE + nameBytes.length + header.getUint16(28, true);
  if (begin + size > limit) throw wrong(source, `${quote(entry.name)} of ${size} bytes overlaps what follows it`);
  return begin;
}
