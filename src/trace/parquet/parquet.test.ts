import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { FixpointError } from "../../errors.ts";
import { type ByteSource, memorySource } from "../../platform/byte-source.ts";
import { openTable, readRowGroupAt } from "./read.ts";
import { table } from "./table.ts";
import { tableWriter } from "./write.ts";

type Row = {
  readonly rowNumber: number;
  readonly big: number | null;
  readonly single: number | null;
  readonly wide: number;
  readonly flag: boolean | null;
  readonly text: string;
  readonly maybeText: string | null;
  readonly cells: Uint8Array;
  readonly maybeCells: Uint8Array | null;
  readonly curve: readonly number[] | null;
  readonly wideCurve: readonly number[];
};

const TABLE = table<Row>({
  rowNumber: "int32",
  big: "int64?",
  single: "float?",
  wide: "double",
  flag: "boolean?",
  text: "string",
  maybeText: "string?",
  cells: "bytes",
  maybeCells: "bytes?",
  curve: "float list?",
  wideCurve: "double list",
});

const float = fc.float({ noDefaultInfinity: true });
const bytes = fc.uint8Array({ maxLength: 50 });
const text = fc.string({ unit: "grapheme", maxLength: 12 });
const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  rowNumber: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  big: fc.option(fc.maxSafeInteger()),
  single: fc.option(float),
  wide: fc.double(),
  flag: fc.option(fc.boolean()),
  text,
  maybeText: fc.option(text),
  cells: bytes,
  maybeCells: fc.option(bytes),
  curve: fc.option(fc.array(float, { maxLength: 5 })),
  wideCurve: fc.array(fc.double(), { maxLength: 5 }),
});

const options = { gzip: (plain: Uint8Array) => gzipSync(plain), createdBy: "test", indexed: "row_number" };

function write(groups: readonly (readonly Row[])[]): { file: Uint8Array; groupBytes: Uint8Array[] } {
  const writer = tableWriter(TABLE, options);
  const groupBytes = groups.map((rows) => writer.rowGroup(rows));
  return { file: Buffer.concat([...groupBytes, writer.end()]), groupBytes };
}

const plain = (row: Row): object => ({
  ...row,
  cells: [...row.cells],
  maybeCells: row.maybeCells === null ? null : [...row.maybeCells],
});

const groupsArbitrary = fc.array(fc.array(rowArbitrary, { minLength: 1, maxLength: 20 }), {
  minLength: 1,
  maxLength: 3,
});

/** Rows of all kinds. */
const sample: Row[] = fc.sample(rowArbitrary, { numRuns: 16, seed: 1 });

describe("a table as Parquet", () => {
  it("reads what was written, by its footer", async () => {
    await fc.assert(
      fc.asyncProperty(groupsArbitrary, async (groups) => {
        const source = memorySource("t.parquet", write(groups).file);
        const file = await openTable(source, TABLE);
        expect(file.rowGroups.map(({ rows }) => rows)).toEqual(groups.map((rows) => rows.length));
        for (const [index, rows] of groups.entries()) {
          expect((await file.read(source, index)).map(plain)).toEqual(rows.map(plain));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("reads a row group without the footer", async () => {
    await fc.assert(
      fc.asyncProperty(groupsArbitrary, async (groups) => {
        const { file, groupBytes } = write(groups);
        let offset = 4;
        for (const [index, rows] of groups.entries()) {
          const length = (groupBytes[index]?.length ?? 0) - (index === 0 ? 4 : 0);
          const read = await readRowGroupAt(memorySource("t.parquet", file), TABLE, { offset, length });
          expect(read.map(plain)).toEqual(rows.map(plain));
          offset += length;
        }
      }),
      { numRuns: 50 },
    );
  });

  it("is what hyparquet reads on its own, with names in snake_case and null where a value is missing", async () => {
    const { file } = write([sample]);
    const buffer = new Uint8Array(file).buffer;
    const objects = await parquetReadObjects({
      file: buffer,
      utf8: false,
      compressors: { GZIP: (packed) => new Uint8Array(gunzipSync(packed)) },
    });
    expect(objects.map(({ row_number }) => row_number)).toEqual(sample.map(({ rowNumber }) => rowNumber));
    expect(objects.map(({ maybe_text }) => maybe_text ?? null)).toEqual(sample.map(({ maybeText }) => maybeText));
    expect(objects.map(({ curve }) => curve ?? null)).toEqual(sample.map(({ curve }) => curve));
  });

  it("has lists of three levels, annotated strings and plain bytes", () => {
    const { schema } = parquetMetadata(write([sample]).file);
    const shape = schema.map(({ name, type, repetition_type, converted_type }) =>
      [name, type, repetition_type, converted_type].filter((part) => part !== undefined).join(" "),
    );
    expect(shape).toEqual([
      "schema",
      "row_number INT32 REQUIRED",
      "big INT64 OPTIONAL",
      "single FLOAT OPTIONAL",
      "wide DOUBLE REQUIRED",
      "flag BOOLEAN OPTIONAL",
      "text BYTE_ARRAY REQUIRED UTF8",
      "maybe_text BYTE_ARRAY OPTIONAL UTF8",
      "cells BYTE_ARRAY REQUIRED",
      "maybe_cells BYTE_ARRAY OPTIONAL",
      "curve OPTIONAL LIST",
      "list REPEATED",
      "element FLOAT OPTIONAL",
      "wide_curve REQUIRED LIST",
      "list REPEATED",
      "element DOUBLE OPTIONAL",
    ]);
  });

  it("says in the footer what range the indexed column has, and of no other", async () => {
    const numbered = sample.map((row, rowNumber) => ({ ...row, rowNumber }));
    const file = await openTable(
      memorySource("t.parquet", write([numbered.slice(0, 7), numbered.slice(7)]).file),
      TABLE,
    );
    expect(file.rowGroups.map((group) => group.range("row_number"))).toEqual([
      { least: 0, greatest: 6 },
      { least: 7, greatest: 15 },
    ]);
    expect(file.rowGroups[0]?.range("big")).toBeUndefined();
  });

  it("reads a row group in one range", async () => {
    const source = memorySource("t.parquet", write([sample, sample]).file);
    let reads = 0;
    const counting: ByteSource = {
      ...source,
      read(offset, length) {
        reads++;
        return source.read(offset, length);
      },
    };
    const file = await openTable(counting, TABLE);
    expect(reads).toBe(1);
    await file.read(counting, 1);
    expect(reads).toBe(2);
  });
});

async function outcome(file: Uint8Array): Promise<unknown> {
  try {
    const source = memorySource("t.parquet", file);
    const opened = await openTable(source, TABLE);
    for (const index of opened.rowGroups.keys()) await opened.read(source, index);
    return "read";
  } catch (error) {
    return error;
  }
}

describe("a damaged Parquet file", () => {
  const { file, groupBytes } = write([sample.slice(0, 8), sample.slice(8)]);

  it("is refused with a sentence wherever it is cut off", async () => {
    for (let end = 0; end < file.length; end += 7) {
      const error = await outcome(file.subarray(0, end));
      expect(error).toBeInstanceOf(FixpointError);
      expect(String(error)).toContain("in t.parquet");
    }
  });

  it("never makes anything but a FixpointError, whichever byte is changed", async () => {
    for (let at = 0; at < file.length; at++) {
      const changed = Uint8Array.from(file);
      changed[at] = [0x00, 0xff, (file[at] ?? 0) ^ 0x80][at % 3] ?? 0;
      const result = await outcome(changed);
      if (result !== "read") expect(result, `byte ${at}`).toBeInstanceOf(FixpointError);
    }
  });

  it("is refused too when a row group is read without the footer", async () => {
    const length = (groupBytes[0]?.length ?? 0) - 4;
    for (let at = 4; at < length; at++) {
      const changed = Uint8Array.from(file);
      changed[at] = (changed[at] ?? 0) ^ 0x41;
      try {
        await readRowGroupAt(memorySource("t.parquet", changed), TABLE, { offset: 4, length });
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(FixpointError);
      }
    }
  });

  it("is refused where a column is missing or of another type", async () => {
    const other = table<{ readonly rowNumber: string }>({ rowNumber: "string" });
    const writer = tableWriter(other, options);
    const bytes = Buffer.concat([writer.rowGroup([{ rowNumber: "1" }]), writer.end()]);
    expect(String(await outcome(bytes))).toContain(
      "invalid run: column row_number is byte_array (expected int32 or int64 or double, in t.parquet)",
    );
    const narrow = table<{ readonly rowNumber: number }>({ rowNumber: "int32" });
    const narrowWriter = tableWriter(narrow, options);
    const lacking = Buffer.concat([narrowWriter.rowGroup([{ rowNumber: 1 }]), narrowWriter.end()]);
    expect(String(await outcome(lacking))).toContain("invalid run: column big is missing (in t.parquet)");
  });
});
