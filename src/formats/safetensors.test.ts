/** @file Tests of reading and writing safetensors, and of headers that lie. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixpointError } from "../errors.ts";
import { memorySource } from "../platform/byte-source.ts";
import { ITEM_SIZE, type StoredDtype } from "./dtype.ts";
import { openSafetensors } from "./safetensors.ts";
import { encodeSafetensors, streamSafetensors, type TensorToStore } from "./safetensors-write.ts";

const open = (bytes: Uint8Array) => openSafetensors(memorySource("m.safetensors", bytes));

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(chunks));
}

/** A file with this header, whatever it says, and so many bytes of data. */
function fileWith(header: unknown, dataBytes: number, padding = ""): Uint8Array {
  const json = new TextEncoder().encode((typeof header === "string" ? header : JSON.stringify(header)) + padding);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(json.length), true);
  return joined([length, json, new Uint8Array(dataBytes)]);
}

const anyTensors = fc
  .uniqueArray(
    fc.record({
      name: fc.string({ unit: "grapheme" }).filter((name) => name !== "__metadata__"),
      dtype: fc.constantFrom(...(Object.keys(ITEM_SIZE) as StoredDtype[])),
      shape: fc.array(fc.nat(3), { maxLength: 3 }),
      seed: fc.nat(255),
    }),
    { selector: ({ name }) => name, maxLength: 6 },
  )
  .map((tensors) =>
    tensors.map(({ seed, ...tensor }): TensorToStore => {
      const count = tensor.shape.reduce((product, dim) => product * dim, 1);
      return { ...tensor, data: new Uint8Array(count * ITEM_SIZE[tensor.dtype]).map((_, i) => i + seed) };
    }),
  );

describe("a written file", () => {
  it("reads back as what was written", async () => {
    await fc.assert(
      fc.asyncProperty(anyTensors, fc.dictionary(fc.string(), fc.string()), async (tensors, metadata) => {
        const file = await open(joined(encodeSafetensors(tensors, metadata)));
        expect(Object.entries(file.metadata).sort()).toEqual(Object.entries(metadata).sort());
        expect(file.tensors.size).toBe(tensors.length);
        for (const { name, dtype, shape, data } of tensors) {
          const stored = file.tensors.get(name);
          expect([stored?.dtype, stored?.shape]).toEqual([dtype, shape]);
          expect(Buffer.from((await stored?.readBytes()) ?? []).equals(data)).toBe(true);
        }
      }),
    );
  });

  it("is the same bytes whatever the order of the tensors, and every tensor is aligned to its elements", () => {
    fc.assert(
      fc.property(anyTensors, (tensors) => {
        const chunks = encodeSafetensors(tensors);
        expect(joined(chunks)).toEqual(joined(encodeSafetensors(tensors.toReversed())));
        expect((chunks[0]?.length ?? 1) % 8).toBe(0);
        let offset = chunks[0]?.length ?? 0;
        for (const chunk of chunks.slice(1)) {
          const itemSize = Math.max(
            ...tensors.filter(({ data }) => data === chunk).map(({ dtype }) => ITEM_SIZE[dtype]),
          );
          expect(offset % itemSize).toBe(0);
          offset += chunk.length;
        }
      }),
    );
  });

  it("has the bytes that the format asks for", () => {
    const data = Uint8Array.of(1, 2, 3, 4);
    const [header, ...rest] = encodeSafetensors([{ name: "w", dtype: "f32", shape: [1], data }], { b: "2", a: "1" });
    const json = '{"__metadata__":{"a":"1","b":"2"},"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    expect(new TextDecoder().decode(header?.subarray(8))).toBe(json.padEnd(88));
    expect([...(header?.subarray(0, 8) ?? [])]).toEqual([88, 0, 0, 0, 0, 0, 0, 0]);
    expect(rest).toEqual([data]);
  });

  it("is the same when its tensors come in pieces, and a tensor that breaks off is an error", async () => {
    const whole = [
      { name: "b", dtype: "f16", shape: [3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) },
      { name: "a", dtype: "f32", shape: [1], data: Uint8Array.of(7, 8, 9, 10) },
    ] as const;
    async function streamed(most: number): Promise<Uint8Array> {
      const tensors = whole.map(({ data, ...head }) => ({
        ...head,
        *chunks() {
          for (let at = 0; at < Math.min(data.length, most); at++) yield data.subarray(at, at + 1);
        },
      }));
      const pieces: Uint8Array[] = [];
      for await (const piece of streamSafetensors(tensors, { format: "pt" })) pieces.push(piece);
      return joined(pieces);
    }
    expect(await streamed(6)).toEqual(joined(encodeSafetensors(whole, { format: "pt" })));
    await expect(streamed(5)).rejects.toThrow("b: 5 bytes do not fit f16 [3]");
  });

  it("cannot be asked to hold nonsense", () => {
    const tensor: TensorToStore = { name: "w", dtype: "f32", shape: [2], data: new Uint8Array(8) };
    expect(() => encodeSafetensors([tensor, tensor])).toThrow("two tensors are named w");
    expect(() => encodeSafetensors([{ ...tensor, shape: [3] }])).toThrow("w: 8 bytes do not fit f32 [3]");
    expect(() => encodeSafetensors([{ ...tensor, name: "__metadata__" }])).toThrow("two tensors are named");
  });
});

describe("a header that lies", () => {
  const w = { dtype: "F32", shape: [2], data_offsets: [0, 8] };
  const refusal = (header: unknown, dataBytes = 8) => expect(open(fileWith(header, dataBytes))).rejects;

  it("about its own length is refused", async () => {
    await expect(open(new Uint8Array(7))).rejects.toThrow("invalid safetensors file: 7 bytes long (in m.safetensors)");
    const bytes = fileWith({ w }, 8);
    bytes[7] = 1;
    await expect(open(bytes)).rejects.toThrow(
      /^invalid safetensors header: 7\d+ bytes long \(expected at most 62, in m.safetensors\)$/,
    );
    const huge = { ...memorySource("m.safetensors", fileWith("", 0)), size: 2 ** 40 };
    const length = 200_000_000n;
    huge.read = async () => new Uint8Array(new BigUint64Array([length]).buffer);
    await expect(openSafetensors(huge)).rejects.toThrow("200000000 bytes long (expected at most 100000000");
  });

  it("about what it is is refused", async () => {
    await refusal("{").toThrow("invalid safetensors header: it is not JSON (in m.safetensors)");
    await refusal([w]).toThrow("it is not a mapping");
    await refusal("null").toThrow("it is not a mapping");
    await refusal('{"w":{"dtype":"F32"},"w":{}}').toThrow("'w' is there twice");
    await refusal("[".repeat(1000)).toThrow("nested deeper");
    await refusal({ w: 1 }).toThrow("'w' is not a mapping");
    const bytes = fileWith({ w }, 8);
    bytes[12] = 0xff;
    await expect(open(bytes)).rejects.toThrow("it is not UTF-8");
  });

  it("about a tensor's dtype or shape is refused", async () => {
    await refusal({ w: { ...w, dtype: "F8_E4M3" } }).toThrow(
      "unsupported tensor: 'w' is stored as 'F8_E4M3' (expected F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL, in m.saf",
    );
    await refusal({ w: { ...w, dtype: { toString: 1 } } }).toThrow("the dtype of 'w'");
    for (const shape of [[-2], [0.5], [2 ** 60], [2 ** 30, 2 ** 30], ["2"], 2, null]) {
      await refusal({ w: { ...w, shape } }).toThrow("invalid safetensors header: the shape of 'w'");
    }
    await refusal({ w: { ...w, shape: [3] } }).toThrow("'w' has 8 bytes, its shape [3] needs 12");
    await refusal({ w: { ...w, shape: Array(65).fill(1), data_offsets: [0, 4] } }, 4).toThrow("65 axes");
  });

  it("about offsets is refused", async () => {
    for (const data_offsets of [[0], [0, 8, 9], [-8, 0], [0, "8"], [0.5, 8.5], null]) {
      await refusal({ w: { ...w, data_offsets } }).toThrow("the offsets of 'w'");
    }
    await refusal({ w }, 7).toThrow("its tensors take 8 bytes, the file has 7");
    await refusal({ w }, 9).toThrow("its tensors take 8 bytes, the file has 9");
    await refusal({ w: { ...w, data_offsets: [4, 12] } }, 12).toThrow("'w' begins at byte 4, not at 0");
    await refusal({ w, v: { ...w, data_offsets: [4, 12] } }, 12).toThrow("'v' begins at byte 4, not at 8");
    await refusal({ w, v: w }).toThrow("begins at byte 0, not at 8");
  });

  it("about its metadata is refused", async () => {
    await refusal({ w, __metadata__: "pt" }).toThrow("__metadata__ is not a mapping");
    await refusal({ w, __metadata__: { format: 1 } }).toThrow("__metadata__ holds a value that is not a string");
  });

  it("is refused or gives a whole file, whatever its bytes are", async () => {
    const base = fileWith(
      { w, v: { dtype: "BF16", shape: [2, 1], data_offsets: [8, 12] }, __metadata__: { a: "b" } },
      12,
    );
    const flips = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(flips, async (changes) => {
        const bytes = Uint8Array.from(base);
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          for (const tensor of (await open(bytes)).tensors.values()) await tensor.readF32();
        } catch (error) {
          expect(error).toBeInstanceOf(FixpointError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
