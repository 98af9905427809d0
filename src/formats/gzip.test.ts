/** @file Tests of unpacking gzip. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gunzip, isGzip } from "./gzip.ts";

const plain = new TextEncoder().encode("fixpoint ".repeat(500));
const packed = new Uint8Array(gzipSync(plain));
const MiB = 2 ** 20;

describe("gunzip", () => {
  it("unpacks, up to the limit and no further", async () => {
    expect(await gunzip(packed, plain.length, "a.gz")).toEqual(plain);
    await expect(gunzip(packed, plain.length - 1, "a.gz")).rejects.toThrow(
      "invalid gzip file: unpacks to more than 4499 bytes (expected at most 4499 bytes, in a.gz)",
    );
  });

  it("stops a bomb at the limit", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(256 * MiB)));
    expect(bomb.length).toBeLessThan(MiB);
    const before = process.memoryUsage().rss;
    await expect(gunzip(bomb, MiB, "bomb.gz")).rejects.toThrow("unpacks to more than 1048576 bytes");
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MiB);
  });

  it.each([
    ["nothing", packed.slice(0, 0)],
    ["half a header", packed.slice(0, 5)],
    ["cut off", packed.slice(0, -9)],
    ["without the last bytes", packed.slice(0, -1)],
    ["with a wrong checksum", packed.map((byte, at) => (at === packed.length - 6 ? byte ^ 1 : byte))],
    ["with a broken body", packed.map((byte, at) => (at === 12 ? byte ^ 255 : byte))],
    ["not gzip", plain],
  ])("refuses data that are %s", async (_, bytes) => {
    await expect(gunzip(bytes, MiB, "a.gz")).rejects.toThrow("invalid gzip file: cut off or corrupt (in a.gz)");
  });
});

describe("isGzip", () => {
  it("looks at the first bytes", () => {
    expect([isGzip(packed), isGzip(plain), isGzip(new Uint8Array(0))]).toEqual([true, false, false]);
  });
});
