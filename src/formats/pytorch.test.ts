/** @file Tests of opening PyTorch files made by hand: layouts, containers, foreign objects, a very large table. */

import { open as openHandle } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { call, dict, global, type Picklable, persistent, tuple, withState } from "../../test/pickle-writer.ts";
import { tempDir } from "../../test/temp-dir.ts";
import { torchFile, torchParts, torchTensor } from "../../test/torch-file.ts";
import { zipBytes, zipPieces } from "../../test/zip-writer.ts";
import { type ByteSource, memorySource } from "../platform/byte-source.ts";
import { openFile } from "../platform/node/file-source.ts";
import { openPytorch } from "./pytorch.ts";
import type { TensorFile } from "./tensor-file.ts";

/** 0, 1, 2 … as float32. */
const countUp = (elements: number) => new Uint8Array(Float32Array.from({ length: elements }, (_, i) => i).buffer);

const w = torchTensor({ key: "0", storage: "FloatStorage", count: 2, shape: [2] });
const open = (top: Picklable, storages: Record<string, Uint8Array> = { 0: countUp(2) }) =>
  openPytorch(memorySource("step_5", torchFile(top, storages)));
const refusal = (top: Picklable, storages?: Record<string, Uint8Array>) => expect(open(top, storages)).rejects;

async function numbers(file: TensorFile, name: string): Promise<number[]> {
  return [...((await file.tensors.get(name)?.readF32()) ?? [])];
}

describe("tensors", () => {
  it("are read with their strides and offsets, and may share a storage", async () => {
    const shared = (shape: number[], strides: number[], offset: number) =>
      torchTensor({ key: "0", storage: "FloatStorage", count: 12, shape, strides, offset });
    const state = dict({
      whole: shared([3, 4], [4, 1], 0),
      transposed: shared([4, 3], [1, 4], 0),
      column: shared([3], [4], 2),
      last: shared([2, 2], [2, 1], 8),
      expanded: shared([2, 2], [0, 1], 5),
      scalar: shared([], [], 11),
    });
    const file = await open(state, { 0: countUp(12) });
    expect(await numbers(file, "whole")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(await numbers(file, "transposed")).toEqual([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
    expect(await numbers(file, "column")).toEqual([2, 6, 10]);
    expect(await numbers(file, "last")).toEqual([8, 9, 10, 11]);
    expect(await numbers(file, "expanded")).toEqual([5, 6, 5, 6]);
    expect(await numbers(file, "scalar")).toEqual([11]);
    expect(file.tensors.get("scalar")?.shape).toEqual([]);
    expect([...((await file.tensors.get("transposed")?.readRowsF32([3, 0])) ?? [])]).toEqual([3, 7, 11, 0, 4, 8]);
  });

  it.each([
    ["DoubleStorage", "f64", new Float64Array([1.5, -2])],
    ["FloatStorage", "f32", new Float32Array([1.5, -2])],
    ["HalfStorage", "f16", new Uint16Array([0x3e00, 0xc000])],
    ["BFloat16Storage", "bf16", new Uint16Array([0x3fc0, 0xc000])],
    ["LongStorage", "i64", new BigInt64Array([1n, -2n])],
    ["IntStorage", "i32", new Int32Array([1, -2])],
    ["ShortStorage", "i16", new Int16Array([1, -2])],
    ["CharStorage", "i8", new Int8Array([1, -2])],
    ["ByteStorage", "u8", new Uint8Array([1, 254])],
    ["BoolStorage", "bool", new Uint8Array([1, 0])],
  ])("are read from a %s as %s", async (storage, dtype, data) => {
    const bytes = new Uint8Array(data.buffer);
    const file = await open(dict({ w: torchTensor({ key: "7", storage, count: 2, shape: [2] }) }), { 7: bytes });
    const values: Record<string, number[]> = { u8: [1, 254], bool: [1, 0] };
    const signed = dtype.startsWith("i") ? [1, -2] : [1.5, -2];
    expect(file.tensors.get("w")?.dtype).toBe(dtype);
    expect(await numbers(file, "w")).toEqual(values[dtype] ?? signed);
    expect(await file.tensors.get("w")?.readBytes()).toEqual(bytes);
  });

  it("may be parameters, subclasses, or rebuilt from an untyped storage with a dtype", async () => {
    const parameter = call(global("torch._utils", "_rebuild_parameter"), w, true, dict({}));
    const untyped = persistent(tuple("storage", global("torch.storage", "UntypedStorage"), "1", "cpu", 8));
    const layout = [untyped, 1, tuple(3), tuple(1), false, dict({}), global("torch", "bfloat16"), null];
    const v3 = global("torch._utils", "_rebuild_tensor_v3");
    const subclass = (type: string) =>
      call(global("torch._tensor", "_rebuild_from_type_v2"), v3, global("torch", type), tuple(...layout), dict({}));
    const halves = new Uint8Array(Uint16Array.of(0, 0x3f80, 0x4000, 0x4040).buffer);
    const state = dict({ parameter, v3: call(v3, ...layout), subclass: subclass("Tensor") });
    const file = await open(state, { 0: countUp(2), 1: halves });
    expect(await numbers(file, "parameter")).toEqual([0, 1]);
    expect(await numbers(file, "v3")).toEqual([1, 2, 3]);
    expect(await numbers(file, "subclass")).toEqual([1, 2, 3]);
    await refusal(dict({ w: subclass("Foreign") })).toThrow(
      "step_5 holds 'torch._tensor._rebuild_from_type_v2', which",
    );
  });

  it("that contradict their storage are refused", async () => {
    const tensor = (change: Partial<Parameters<typeof torchTensor>[0]>) =>
      dict({ w: torchTensor({ key: "0", storage: "FloatStorage", count: 2, shape: [2], ...change }) });
    await refusal(tensor({ shape: [3] })).toThrow("'w' has elements up to number 3 in a storage of 2 (in step_5)");
    await refusal(tensor({ offset: 1 })).toThrow("'w' has elements up to number 3 in a storage of 2");
    await refusal(tensor({ offset: -1 })).toThrow("invalid tensor: 'w' has strides [1] from -1");
    await refusal(tensor({ shape: [-1] })).toThrow("invalid tensor: 'w' has shape [-1]");
    await refusal(tensor({ count: 3 })).toThrow("the storage of 'w' has 8 bytes (expected 12, as its pickle says");
    await refusal(tensor({ key: "9" })).toThrow("the storage '9' of 'w' is missing (in step_5)");
    await refusal(tensor({ storage: "ComplexFloatStorage" }), { 0: countUp(0) }).toThrow(
      "'w' is stored as 'torch.Comp",
    );
    const bare = call(global("torch._utils", "_rebuild_tensor_v2"), 1, 2, 3);
    await refusal(dict({ w: bare })).toThrow("invalid tensor: 'w' is not pickled as PyTorch does it (in step_5)");
  });
});

describe("the state dict", () => {
  it("is found alone, and under the names people put it under", async () => {
    const ordered = (top: Picklable) => call(global("collections", "OrderedDict"), [tuple("w", top)]);
    const state = withState(ordered(w), dict({ _metadata: dict({}) }));
    const forms = [
      state,
      dict({ model: state, epoch: 3 }),
      dict({ state_dict: state, optimizer_states: [dict({ step: w })] }),
      dict({ model_state_dict: state }),
      dict({ model: dict({ state_dict: state }) }),
    ];
    for (const form of forms) {
      const file = await open(form);
      expect([...file.tensors.keys()]).toEqual(["w"]);
      expect(await numbers(file, "w")).toEqual([0, 1]);
    }
  });

  it("may hold plain values beside its tensors", async () => {
    expect([...(await open(dict({ w, num_updates: 3, note: "x", more: [w] }))).tensors.keys()]).toEqual(["w"]);
  });

  it("is missed where there is none", async () => {
    const missing =
      "invalid checkpoint: step_5 holds no state dict (expected tensors by name, alone or under 'state_dict'";
    await refusal(dict({ epoch: 3 })).toThrow(missing);
    await refusal([w]).toThrow(missing);
    await refusal(null).toThrow(missing);
  });

  it("gives names as they are stored", async () => {
    const file = await open(dict({ "_orig_mod.model.inner.w": w, ["__proto__"]: w }));
    expect([...file.tensors.keys()]).toEqual(["_orig_mod.model.inner.w", "__proto__"]);
  });
});

describe("a foreign object", () => {
  const sentence = (name: string) =>
    `unsupported checkpoint: step_5 holds '${name}', which is not a tensor type (nothing was executed)`;
  const system = call(global("posix", "system"), "touch /tmp/owned");

  it("that reaches the system is refused wherever it stands", async () => {
    await refusal(dict({ w: system })).toThrow(sentence("posix.system"));
    await refusal(dict({ w, extra: [system] })).toThrow(sentence("posix.system"));
    await refusal(dict({ state_dict: dict({ w }), hook: global("os", "system") })).toThrow(sentence("os.system"));
    await refusal(dict({ w, x: call(global("builtins", "eval"), "1") })).toThrow(sentence("builtins.eval"));
    await refusal(system).toThrow(sentence("posix.system"));
  });

  it("in the state dict is refused", async () => {
    await refusal(dict({ w: call(global("lib", "Quantized"), 1) })).toThrow(sentence("lib.Quantized"));
    await refusal(dict({ w: global("torch", "float32") })).toThrow(sentence("torch.float32"));
    const model = call(global("models.trm", "TRM"));
    await refusal(model).toThrow(sentence("models.trm.TRM"));
    await refusal(dict({ model, epoch: 3 })).toThrow(sentence("models.trm.TRM"));
  });

  it("beside the state dict is left alone", async () => {
    const file = await open(
      dict({ state_dict: dict({ w }), callbacks: call(global("lightning", "EarlyStopping"), 3) }),
    );
    expect([...file.tensors.keys()]).toEqual(["w"]);
    expect(file.hyperParameters).toBeUndefined();
  });

  it("among the hyper-parameters is named and not more", async () => {
    const hyperParameters = dict({ lr: 0.1, loss: call(global("lib", "Loss"), 1), path: global("torch", "bfloat16") });
    const file = await open(dict({ state_dict: dict({ w }), hyper_parameters: hyperParameters }));
    expect(file.hyperParameters).toEqual({ lr: 0.1, loss: "<lib.Loss>", path: "torch.bfloat16" });
  });
});

describe("the archive", () => {
  const openParts = (parts: Parameters<typeof zipBytes>[0]) =>
    expect(openPytorch(memorySource("step_5", zipBytes(parts))));
  const text = (content: string) => new TextEncoder().encode(content);

  it("is refused with a sentence where it is not what torch.save writes", async () => {
    const parts = torchParts(dict({ w }), { 0: countUp(2) });
    const none = parts.filter(({ name }) => name !== "archive/data.pkl");
    await openParts(none).rejects.toThrow(
      "invalid checkpoint: a zip with 0 entries named data.pkl (expected one, as torch.save writes it, in step_5)",
    );
    await openParts([...parts, { name: "b/data.pkl", data: text("") }]).rejects.toThrow(
      "a zip with 2 entries named data.pkl",
    );
    const big = parts.map((part) => (part.name === "archive/byteorder" ? { ...part, data: text("big") } : part));
    await openParts(big).rejects.toThrow("unsupported checkpoint: its numbers have byte order 'big' (expected little");
    await openParts([...parts, { name: "archive/constants.pkl", data: text("") }]).rejects.toThrow("TorchScript");
  });

  it("may have the entries of every PyTorch since 1.6", async () => {
    const parts = torchParts(dict({ w }), { 0: countUp(2) });
    const old = parts.filter(({ name }) => name !== "archive/byteorder");
    const added = [".format_version", ".storage_alignment", ".data/serialization_id"];
    const current = [...parts, ...added.map((name) => ({ name: `archive/${name}`, data: text("1") }))];
    for (const form of [old, current]) {
      expect(await numbers(await openPytorch(memorySource("step_5", zipBytes(form))), "w")).toEqual([0, 1]);
    }
  });
});

/** A source that writes down what is read of another. */
function counting(source: ByteSource): ByteSource & { reads: number[] } {
  const reads: number[] = [];
  return {
    ...source,
    reads,
    read(offset, length) {
      reads.push(length);
      return source.read(offset, length);
    },
  };
}

describe("a table of 1.8 GB", () => {
  const ROWS = 876_406;
  const WIDTH = 512;

  it("is opened without being read, and of its rows only the wanted ones are", async () => {
    const table = torchTensor({ key: "1", storage: "FloatStorage", count: ROWS * WIDTH, shape: [ROWS, WIDTH] });
    const top = dict({ "_orig_mod.model.inner.puzzle_emb.weights": table, w });
    const pieces = zipPieces(torchParts(top, { 0: countUp(2), 1: ROWS * WIDTH * 4 }));
    const path = join(await tempDir(), "step_5");
    const handle = await openHandle(path, "w");
    for (const { offset, bytes } of pieces) await handle.write(bytes, 0, bytes.length, offset);
    // The hole begins where the header of its entry ends: before the last two entries and the directory.
    const start = (pieces.at(-4)?.offset ?? 0) + (pieces.at(-4)?.bytes.length ?? 0);
    const row = new Uint8Array(Float32Array.from({ length: WIDTH }, (_, i) => i + 0.5).buffer);
    await handle.write(row, 0, row.length, start + 800_000 * WIDTH * 4);
    await handle.close();

    const source = counting(await openFile(path));
    onTestFinished(() => source.close());
    expect(source.size).toBeGreaterThan(1.79e9);
    const before = performance.now();
    const file = await openPytorch(source);
    const tensor = file.tensors.get("_orig_mod.model.inner.puzzle_emb.weights");
    const opening = source.reads.length;
    expect(opening).toBeLessThanOrEqual(6);
    expect(tensor?.shape).toEqual([ROWS, WIDTH]);
    const rows = await tensor?.readRowsF32([800_000, 799_999]);
    expect(performance.now() - before).toBeLessThan(1_000);
    expect([...(rows ?? [])]).toEqual([...new Float32Array(row.buffer), ...new Float32Array(WIDTH)]);
    // The local header, and both rows in one piece.
    expect(source.reads.slice(opening).at(-1)).toBe(2 * WIDTH * 4);
    expect(source.reads.length - opening).toBe(2);
    expect(source.reads.reduce((sum, length) => sum + length, 0)).toBeLessThan(80_000);
  });
});
