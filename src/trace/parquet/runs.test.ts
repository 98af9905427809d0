import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../platform/byte-source.ts";
import { openTable } from "./read.ts";
import { checkRuns } from "./runs.ts";
import { table } from "./table.ts";
import { tableWriter } from "./write.ts";

const check = (bytes: readonly number[], width: number, count: number) => () =>
  checkRuns(Uint8Array.from(bytes), width, count);

describe("checkRuns", () => {
  it("takes runs that promise as many values as there are", () => {
    // Seven times 1; then eight packed values of one bit.
    expect(check([7 << 1, 1, (1 << 1) | 1, 0b10101010], 1, 15)).not.toThrow();
    // Eight packed values where five are wanted; 256 of no bits where three are wanted, as DuckDB pads.
    expect(check([(1 << 1) | 1, 0b10101010], 1, 5)).not.toThrow();
    expect(check([0xc1, 0x00], 0, 3)).not.toThrow();
    expect(check([], 1, 0)).not.toThrow();
  });

  it("refuses a run of a billion values", () => {
    expect(check([0xfe, 0xff, 0xff, 0xff, 0x0f, 1], 1, 10)).toThrow("a run that is longer than its page");
    expect(check([8 << 1, 1], 1, 7)).toThrow("a run that is longer than its page");
  });

  it("refuses a billion values of no bits, and a length without end", () => {
    expect(check([0xff, 0xff, 0xff, 0xff, 0x0f], 0, 10)).toThrow("a run that is longer than its page");
    expect(check([0x80, 0x80, 0x80, 0x80, 0x80, 0x80], 1, 10)).toThrow("a run whose length does not end");
  });
});

describe("a page that unpacks to more than it says", () => {
  it("is refused", async () => {
    const small = table<{ readonly cells: Uint8Array }>({ cells: "bytes" });
    const bomb = gzipSync(new Uint8Array(2 ** 24));
    const writer = tableWriter(small, { gzip: () => bomb, createdBy: "test", indexed: "" });
    const file = Buffer.concat([writer.rowGroup([{ cells: Uint8Array.of(1) }]), writer.end()]);
    const source = memorySource("bomb.parquet", file);
    await expect((await openTable(source, small)).read(source, 0)).rejects.toThrow(
      "invalid parquet file: corrupt, a row group cannot be read (in bomb.parquet)",
    );
  });
});
