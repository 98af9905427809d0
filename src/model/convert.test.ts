import { describe, expect, it } from "vitest";
import { dict } from "../../test/pickle-writer.ts";
import { torchFile, torchTensor } from "../../test/torch-file.ts";
import { openTensorFile } from "../formats/checkpoint.ts";
import type { FloatDtype } from "../formats/narrow.ts";
import { encodeSafetensors, type TensorToStore } from "../formats/safetensors-write.ts";
import { memorySource } from "../platform/byte-source.ts";
import { convertedTensors } from "./convert.ts";

const bytesOf = (data: Float32Array | Uint16Array | BigInt64Array): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const f32 = (name: string, shape: readonly number[], data: Float32Array): TensorToStore => {
  return { name, dtype: "f32", shape, data: bytesOf(data) };
};

const fileOf = (...tensors: readonly TensorToStore[]) =>
  openTensorFile(memorySource("step_5", new Uint8Array(Buffer.concat(encodeSafetensors(tensors)))));

/** Name, dtype, shape and all bytes of each tensor, and in how many pieces they came. */
async function converted(file: Awaited<ReturnType<typeof fileOf>>, dtype?: FloatDtype) {
  const tensors = [];
  for (const tensor of convertedTensors(file, dtype)) {
    const pieces: Uint8Array[] = [];
    for await (const piece of tensor.chunks()) pieces.push(Uint8Array.from(piece));
    const { name, dtype: stored, shape } = tensor;
    tensors.push({ name, dtype: stored, shape, bytes: new Uint8Array(Buffer.concat(pieces)), pieces: pieces.length });
  }
  return tensors;
}

describe("a checkpoint's tensors, to be written again", () => {
  it("get the names of upstream's training, whatever stood before them, and stay as they are stored", async () => {
    const one = Uint8Array.of(0, 0x3c);
    const file = await fileOf(
      { name: "model.inner.H_init", dtype: "bf16", shape: [1], data: one },
      { name: "L_init", dtype: "f16", shape: [1], data: one },
      { name: "_orig_mod.model.inner.scalar", dtype: "f16", shape: [], data: one },
      { name: "steps", dtype: "i64", shape: [1], data: bytesOf(BigInt64Array.of(2n ** 60n + 1n)) },
      { name: "none", dtype: "f16", shape: [2 ** 40, 0], data: new Uint8Array(0) },
    );
    const tensors = await converted(file);
    expect(new Map(tensors.map(({ name, dtype, shape, bytes }) => [name, [dtype, shape, [...bytes]]]))).toEqual(
      new Map<string, unknown>([
        ["_orig_mod.model.inner.steps", ["i64", [1], [...bytesOf(BigInt64Array.of(2n ** 60n + 1n))]]],
        ["_orig_mod.model.inner.H_init", ["bf16", [1], [...one]]],
        ["_orig_mod.model.inner.L_init", ["f16", [1], [...one]]],
        ["_orig_mod.model.inner.none", ["f16", [2 ** 40, 0], []]],
        ["_orig_mod.model.inner.scalar", ["f16", [], [...one]]],
      ]),
    );
  });

  it("are all in the format that is asked for, whatever they were stored in", async () => {
    const file = await fileOf(
      f32("a", [2], Float32Array.of(1, 1 + 2 ** -11)),
      { name: "b", dtype: "bf16", shape: [1], data: bytesOf(Uint16Array.of(0x3f80)) },
      { name: "c", dtype: "i64", shape: [1], data: bytesOf(BigInt64Array.of(1n)) },
    );
    const numbers = async (dtype: FloatDtype) =>
      (await converted(file, dtype)).map(({ name, dtype: stored, bytes }) => {
        expect(stored).toBe(dtype);
        return [name.at(-1), Buffer.from(bytes).toString("hex")];
      });
    expect(new Map((await numbers("f16")) as [string, string][])).toEqual(
      new Map([
        ["a", "003c003c"],
        ["b", "003c"],
        ["c", "003c"],
      ]),
    );
    expect(new Map((await numbers("bf16")) as [string, string][])).toEqual(
      new Map([
        ["a", "803f803f"],
        ["b", "803f"],
        ["c", "803f"],
      ]),
    );
    expect(new Map((await numbers("f32")) as [string, string][])).toEqual(
      new Map([
        ["a", "0000803f0010803f"],
        ["b", "0000803f"],
        ["c", "0000803f"],
      ]),
    );
  });

  it("come in pieces of a few rows where they are large; an error names the element in the whole tensor", async () => {
    const width = 2 ** 22;
    const data = new Float32Array(3 * width).map((_, place) => place % 1000);
    const file = await fileOf(f32("puzzle_emb.weights", [3, width], data));
    const [table] = await converted(file);
    expect(table?.pieces).toBe(2);
    expect(Buffer.compare(table?.bytes ?? Buffer.from("?"), bytesOf(data))).toBe(0);
    data[2 * width + 5] = 70_000;
    const broken = await fileOf(f32("puzzle_emb.weights", [3, width], data));
    await expect(converted(broken, "f16")).rejects.toThrow(
      `invalid weight: 70000 at element ${2 * width + 5} of puzzle_emb.weights (expected at most 65504 in size`,
    );
  });

  it("are read with their strides", async () => {
    const transposed = torchTensor({ key: "0", storage: "FloatStorage", count: 6, shape: [3, 2], strides: [1, 3] });
    const storage = bytesOf(Float32Array.of(0, 1, 2, 3, 4, 5));
    const file = await openTensorFile(memorySource("step_5", torchFile(dict({ w: transposed }), { 0: storage })));
    const [w] = await converted(file);
    expect([...new Float32Array(w?.bytes.buffer ?? new ArrayBuffer(0))]).toEqual([0, 3, 1, 4, 2, 5]);
  });

  it("are refused in another layout, where the same names would stand for another computation", async () => {
    const file = await fileOf(f32("lenet.layers.0.mlp.gate_up_proj.weight", [1], Float32Array.of(1)));
    expect(() => convertedTensors(file, undefined)).toThrow(
      "unsupported checkpoint: step_5 has the layout of nano-trm (expected the official one)",
    );
  });
});
