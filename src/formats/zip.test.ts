/** @file Tests of reading zips by range, and of zips that lie. */

import { describe, expect, it } from "vitest";
import { type ZipPart, zipBytes } from "../../test/zip-writer.ts";
import { memorySource } from "../platform/byte-source.ts";
import { openZip } from "./zip.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const open = (zip: Uint8Array) => openZip(memorySource("step_5", zip));

/** Opens a zip and reads all of it. */
async function readAll(zip: Uint8Array): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const [name, entry] of await open(zip)) {
    contents[name] = new TextDecoder().decode(await entry.read(0, entry.size));
  }
  return contents;
}

const a: ZipPart = { name: "a", data: bytes("first") };
const b: ZipPart = { name: "b/c", data: bytes("second") };

/** The same zip with a zip64 end record before its end record, and zip64 sizes and offsets in its directory. */
function asZip64(parts: readonly ZipPart[]): Buffer {
  const zip = Buffer.from(zipBytes(parts));
  const end = zip.length - 22;
  const directory = zip.readUInt32LE(end + 16);
  const entries: Buffer[] = [];
  for (let at = directory; at < end; ) {
    const length = 46 + zip.readUInt16LE(at + 28);
    const entry = Buffer.from(zip.subarray(at, at + length));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(0x0001, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(24)), 4);
    extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(20)), 12);
    extra.writeBigUInt64LE(BigInt(entry.readUInt32LE(42)), 20);
    for (const field of [20, 24, 42]) entry.writeUInt32LE(0xffffffff, field);
    entry.writeUInt16LE(28, 30);
    entries.push(entry, extra);
    at += length;
  }
  const size = entries.reduce((sum, { length }) => sum + length, 0);
  const end64 = Buffer.alloc(56 + 20);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(parts.length), 24);
  end64.writeBigUInt64LE(BigInt(parts.length), 32);
  end64.writeBigUInt64LE(BigInt(size), 40);
  end64.writeBigUInt64LE(BigInt(directory), 48);
  end64.writeUInt32LE(0x07064b50, 56);
  end64.writeBigUInt64LE(BigInt(directory + size), 64);
  const oldEnd = Buffer.from(zip.subarray(end));
  for (const [field, value] of [
    [12, 0xffffffff],
    [16, 0xffffffff],
  ] as const) {
    oldEnd.writeUInt32LE(value, field);
  }
  oldEnd.writeUInt16LE(0xffff, 8);
  oldEnd.writeUInt16LE(0xffff, 10);
  return Buffer.concat([zip.subarray(0, directory), ...entries, end64, oldEnd]);
}

describe("a zip", () => {
  it("gives its entries, whole and by range", async () => {
    const zip = zipBytes([a, { ...b, localExtra: 50 }]);
    expect(await readAll(zip)).toEqual({ a: "first", "b/c": "second" });
    const entry = (await open(zip)).get("b/c");
    expect(new TextDecoder().decode(await entry?.read(2, 3))).toBe("con");
    await expect(entry?.read(2, 5)).rejects.toThrow("invalid zip: 'b/c' has 6 bytes, 2 to 7 were wanted (in step_5)");
  });

  it("may be a zip64", async () => {
    expect(await readAll(asZip64([a, b]))).toEqual({ a: "first", "b/c": "second" });
  });

  it("may have a comment that looks like another end record", async () => {
    const zip = Buffer.from(zipBytes([a]));
    const comment = Buffer.from(zipBytes([]));
    comment.writeUInt16LE(7, 20);
    zip.writeUInt16LE(comment.length, zip.length - 2);
    expect(await readAll(Buffer.concat([zip, comment]))).toEqual({ a: "first" });
  });

  it("may lack checksums, as PyTorch can be told to write it", async () => {
    expect(await readAll(zipBytes([{ ...a, crc32: 0 }]))).toEqual({ a: "first" });
  });
});

describe("a zip that is not what we read", () => {
  it("is refused for compressed and encrypted entries: also what a zip bomb gets", async () => {
    await expect(open(zipBytes([a, { ...b, method: 8, size: 4_000_000_000 }]))).rejects.toThrow(
      "unsupported zip: 'b/c' is compressed (expected stored entries, as torch.save writes them, in step_5)",
    );
    await expect(open(zipBytes([{ ...b, flags: 1 }]))).rejects.toThrow(
      "unsupported zip: 'b/c' is encrypted (in step_5)",
    );
  });
});

describe("a zip that lies", () => {
  const refusal = (...parts: ZipPart[]) => expect(readAll(zipBytes(parts))).rejects;

  it("about an entry is refused", async () => {
    await refusal({ ...a, size: 4_000_000_000 }).toThrow("invalid zip: 'a' is stored in 5 bytes and claims 4000000000");
    await refusal({ ...a, crc32: 1 }).toThrow("invalid zip: 'a' does not match its checksum (the file is damaged)");
    await refusal({ ...a, localName: "x" }).toThrow("the header of 'a' contradicts the directory");
    await refusal({ ...a, localName: "longer" }).toThrow("the header of 'a' contradicts the directory");
    await refusal(a, b, a).toThrow("'a' is there twice");
    await refusal({ ...a, name: "n".repeat(1025) }).toThrow("a name of 1025 bytes (expected at most 1024, in step_5)");
  });

  it("so that entries overlap is refused", async () => {
    const zip = Buffer.from(zipBytes([a, b]));
    const second = zip.lastIndexOf("PK\x01\x02");
    // The second entry's header is now said to be the first one's.
    zip.writeUInt32LE(0, second + 42);
    await expect(open(zip)).rejects.toThrow(/'(a|b\/c)' of \d bytes overlaps what follows it/);

    const longer = Buffer.from(zipBytes([a, b]));
    longer.writeUInt16LE(60, 28);
    await expect(readAll(longer)).rejects.toThrow("'a' of 5 bytes overlaps what follows it");
  });

  it("about its directory is refused", async () => {
    const change = (at: number, value: number) => {
      const zip = Buffer.from(zipBytes([a, b]));
      zip.writeUInt32LE(value, zip.length - 22 + at);
      return expect(open(zip)).rejects;
    };
    await change(0, 1).toThrow("its end record is missing");
    await change(4, 1).toThrow("it is one of several parts");
    await change(8, 0x00030003).toThrow("its directory is damaged");
    await change(8, 0x00010001).toThrow("bytes more than its 1 entries");
    await change(12, 1_000_000).toThrow("reaches past its end record");
    await change(16, 0).toThrow("its directory is damaged");
    await expect(open(new Uint8Array(0))).rejects.toThrow("its end record is missing");
  });

  it("about its zip64 records is refused", async () => {
    const change = (fromEnd: number, value: number) => {
      const zip = asZip64([a, b]);
      zip.writeUInt32LE(value, zip.length - 22 - fromEnd);
      return expect(open(zip)).rejects;
    };
    await change(76, 0).toThrow("its zip64 end record is damaged");
    await change(12, 0xffffff).toThrow("its zip64 end record is not where it should be");
    await change(8, 0xffffffff).toThrow("its zip64 end record is not where it should be");
    await change(24, 0xffffffff).toThrow("reaches past its end record");
    await change(-12, 3).toThrow("its two end records contradict each other");
    await change(44, 200_000).toThrow("a directory of 200000 entries");
  });
});
