/** @file Tests of NumPy's files: those NumPy wrote, our own, and those that lie. */

import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeShared, shared } from "../../test/shared.ts";
import { FixpointError } from "../errors.ts";
import { parseNpy } from "./npy.ts";
import { encodeNpy } from "./npy-write.ts";

/** A file with this header and these data, as the format describes it. */
function npyFile(header: string, data: ArrayLike<number> = [], version = 1): Uint8Array {
  const length =
    version === 1 ? [header.length & 255, header.length >> 8] : [header.length & 255, header.length >> 8, 0, 0];
  const text = [...header].map((character) => character.charCodeAt(0));
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...Array.from(data)]);
}

const header = (descr: string, shape: string, fortran = "False") =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;
const parse = (bytes: Uint8Array) => parseNpy(bytes, "z_H.npy");

describeShared("files that NumPy wrote", () => {
  const read = async (path: string) => parseNpy(await readFile(shared(`golden/${path}`)), path);

  it("have the dtypes and shapes that the reference data describe", async () => {
    expect(await read("trm-att/answer_L.npy")).toMatchObject({ dtype: "u8", shape: [16, 3, 4, 3, 100] });
    expect(await read("trm-att/z_H.npy")).toMatchObject({ dtype: "f32", shape: [16, 104, 64] });
    expect(await read("trm-att/cosdist_H.npy")).toMatchObject({ dtype: "f64", shape: [16, 3, 3] });
    expect(await read("dataset/loader_test_labels.npy")).toMatchObject({ dtype: "i16", shape: [7, 5, 900] });
    expect(await read("dataset/output/test/all__puzzle_indices.npy")).toMatchObject({ dtype: "i32", shape: [25] });
  });

  it("have the numbers that the reference data describe", async () => {
    const { data } = await read("dataset/output/train/all__puzzle_indices.npy");
    expect([data[0], data.at(-1)]).toEqual([0, 136]);
    const labels = await read("dataset/loader_test_labels.npy");
    expect(Math.min(...labels.data)).toBe(-100);
  });
});

describe("a file", () => {
  it("reads back as what was written", () => {
    const shape = fc.array(fc.nat(4), { maxLength: 3 });
    fc.assert(
      fc.property(shape, fc.constantFrom("u8", "i32", "f32", "f64"), (dims, dtype) => {
        const count = dims.reduce((product, dim) => product * dim, 1);
        const values = Array.from({ length: count }, (_, i) => i * 3);
        const file =
          dtype === "u8"
            ? encodeNpy({ dtype, shape: dims, data: Uint8Array.from(values) })
            : dtype === "i32"
              ? encodeNpy({ dtype, shape: dims, data: Int32Array.from(values) })
              : dtype === "f32"
                ? encodeNpy({ dtype, shape: dims, data: Float32Array.from(values) })
                : encodeNpy({ dtype: "f64", shape: dims, data: Float64Array.from(values) });
        const back = parse(file);
        expect([back.dtype, back.shape, [...back.data]]).toEqual([dtype, dims, values]);
      }),
    );
  });

  it("is written as NumPy does: aligned to 64 bytes, with the tuple of one dim as Python has it", () => {
    const bytes = encodeNpy({ dtype: "f32", shape: [2], data: Float32Array.of(1, 2) });
    expect(bytes.length).toBe(128 + 8);
    expect(new TextDecoder("latin1").decode(bytes.subarray(10, 128))).toBe(
      `${header("<f4", "(2,)").trim().padEnd(117)}\n`,
    );
    expect([...bytes.subarray(1, 10)]).toEqual([0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    expect(() => encodeNpy({ dtype: "u8", shape: [3], data: new Uint8Array(2) })).toThrow("2 elements do not fit [3]");
  });

  it("may have any version, any order of keys, and every dtype", () => {
    const keys = "{'shape': (), 'descr':'|b1' , 'fortran_order':True}";
    expect(parse(npyFile(keys, [7]))).toEqual({ dtype: "bool", shape: [], data: Uint8Array.of(1) });
    for (const version of [1, 2, 3]) {
      expect(parse(npyFile(header("|i1", "(2, 1)"), [255, 1], version))).toEqual({
        dtype: "i8",
        shape: [2, 1],
        data: Int8Array.of(-1, 1),
      });
    }
    const longs = new Uint8Array(BigInt64Array.of(-5n, 2n ** 53n - 1n).buffer);
    expect([...parse(npyFile(header("<i8", "(2,)"), longs)).data]).toEqual([-5, 2 ** 53 - 1]);
  });
});

describe("a file that lies", () => {
  const refusal = (bytes: Uint8Array) => expect(() => parse(bytes));

  it("is refused with a sentence", () => {
    refusal(new Uint8Array(3)).toThrow("invalid npy file: it does not start as an npy file does (in z_H.npy)");
    refusal(npyFile(header("<f4", "(1,)"), [0, 0, 0])).toThrow("3 bytes of data do not fit f32 [1]");
    refusal(npyFile(header("|u1", "(1,)"), [0, 0])).toThrow("2 bytes of data do not fit u8 [1]");
    refusal(npyFile(header("|u1", "(9007199254740991, 2)"))).toThrow("0 bytes of data do not fit u8 [");
    refusal(npyFile(header(">f4", "()"), [0, 0, 0, 0])).toThrow(
      "unsupported npy file: numbers of type '>f4' (expected",
    );
    refusal(npyFile(header("|O", "()"))).toThrow("numbers of type '|O'");
    refusal(npyFile(header("<f4", "(2, 2)", "True"))).toThrow("it is column-major (expected row-major (C order), in");
    refusal(npyFile("", [], 9)).toThrow("format version 9");
    refusal(npyFile("").with(8, 200)).toThrow("a header of 200 bytes");
    const longs = new Uint8Array(BigInt64Array.of(2n ** 60n).buffer);
    refusal(npyFile(header("<i8", "(1,)"), longs)).toThrow("1152921504606846976 is beyond 2^53");
  });

  it.each([
    "",
    "{}",
    "{'descr': '<f4', 'fortran_order': False}",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': 1, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1.5,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': ()} __import__('os')",
    "{'descr': '<f4', 'fortran_order': False, 'shape': ()",
    "x{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
    "{'descr': False, 'fortran_order': False, 'shape': ()}",
  ])("in its header is refused: %s", (text) => {
    refusal(npyFile(text, [0, 0, 0, 0])).toThrow("invalid npy file: its header is malformed (in z_H.npy)");
  });

  it("is refused or read, never anything else, whatever its bytes are", () => {
    const base = encodeNpy({ dtype: "i32", shape: [2, 3], data: new Int32Array(6) });
    const flips = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(flips, fc.nat(base.length), (changes, length) => {
        const bytes = Uint8Array.from(base);
        for (const [at, byte] of changes) bytes[at] = byte;
        for (const part of [bytes, bytes.subarray(0, length)]) {
          try {
            parse(part);
          } catch (error) {
            expect(error).toBeInstanceOf(FixpointError);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
