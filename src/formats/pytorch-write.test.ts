/** @file Tests of writing PyTorch files: read back by our own reader, and by PyTorch where there is one. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pythonWithTorch, runPython } from "../../test/python-torch.ts";
import { tempDir } from "../../test/temp-dir.ts";
import { memorySource } from "../platform/byte-source.ts";
import { ITEM_SIZE, type StoredDtype } from "./dtype.ts";
import { openPytorch } from "./pytorch.ts";
import { streamPytorch } from "./pytorch-write.ts";
import { byteLength, type TensorToStream } from "./tensor-to-stream.ts";
import { openZip } from "./zip.ts";

const DTYPES = Object.keys(ITEM_SIZE) as StoredDtype[];

interface Example extends TensorToStream {
  readonly bytes: Uint8Array;
}

/** Its bytes come in pieces that end in the middle of elements. */
function example(name: string, dtype: StoredDtype, shape: readonly number[], seed = 1): Example {
  const bytes = Uint8Array.from({ length: byteLength({ name, dtype, shape }) }, (_, at) => {
    const byte = Math.imul(at + seed, 2654435761) >>> 24;
    return dtype === "bool" ? byte & 1 : byte;
  });
  return {
    ...{ name, dtype, shape, bytes },
    async *chunks() {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    },
  };
}

async function encoded(tensors: readonly TensorToStream[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of streamPytorch(tensors)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

const everyDtype = DTYPES.map((dtype, place) =>
  example(`_orig_mod.model.inner.${dtype}`, dtype, [3, place + 1], place),
);
const oddShapes = [
  example("scalar", "f32", []),
  example("empty", "f16", [0, 3]),
  example("größe", "f32", [2, 1, 2]),
  example("many axes", "bf16", [1, 2, 1, 3, 2]),
  example("long", "u8", [70_000]),
  example("wide", "u8", [0, 2 ** 33]),
];

describe("a PyTorch file that we write", () => {
  it("is read back: names in their order, dtypes, shapes, every byte", async () => {
    const anyTensors = fc.uniqueArray(
      fc.record({
        name: fc.string({ unit: "grapheme" }),
        dtype: fc.constantFrom(...DTYPES),
        shape: fc.array(fc.nat(3), { maxLength: 3 }),
        seed: fc.nat(99),
      }),
      { selector: ({ name }) => name, minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(anyTensors, async (records) => {
        const tensors = records.map(({ name, dtype, shape, seed }) => example(name, dtype, shape, seed));
        const file = await openPytorch(memorySource("w.pt", await encoded(tensors)));
        expect([...file.tensors.keys()]).toEqual(tensors.map(({ name }) => name));
        for (const { name, dtype, shape, bytes } of tensors) {
          expect(file.tensors.get(name)).toMatchObject({ dtype, shape });
          expect(Buffer.compare((await file.tensors.get(name)?.readBytes()) ?? Buffer.from("?"), bytes)).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("has the entries of torch.save, each beginning at a multiple of 64", async () => {
    const source = memorySource("w.pt", await encoded(everyDtype));
    let last = -1;
    const read = (offset: number, length: number) => {
      last = offset;
      return source.read(offset, length);
    };
    const entries = await openZip({ ...source, read });
    const numbered = everyDtype.map((_, key) => `archive/data/${key}`);
    expect([...entries.keys()]).toEqual(["archive/data.pkl", "archive/byteorder", ...numbered, "archive/version"]);
    for (const [key, { bytes }] of everyDtype.entries()) {
      // Read as a whole, so that the checksum is compared.
      const data = await entries.get(`archive/data/${key}`)?.read(0, bytes.length);
      expect(Buffer.compare(data ?? Buffer.from("?"), bytes)).toBe(0);
      expect(last % 64).toBe(0);
    }
  });

  it("holds sizes beyond 32 bits, and is refused before its first byte where a zip cannot hold it", async () => {
    const huge = { ...example("table", "f32", []), shape: [2 ** 21, 512] };
    await expect(streamPytorch([huge]).next()).rejects.toThrow(
      /^unsupported checkpoint: a zip of 4 entries in \d+ bytes \(expected at most 65535 entries in 4294967295 bytes\)$/,
    );
    const wide = await openPytorch(memorySource("w.pt", await encoded(oddShapes)));
    expect(wide.tensors.get("wide")?.shape).toEqual([0, 2 ** 33]);
  });

  it("cannot be asked to hold nonsense", async () => {
    const tensor = example("w", "f32", [2]);
    await expect(encoded([{ ...tensor, shape: [3] }])).rejects.toThrow("archive/data/0: 8 bytes instead of 12");
    await expect(encoded([tensor, tensor])).rejects.toThrow("two tensors have one name");
  });
});

const PROGRAM = `
import base64, inspect, json, sys, torch
def described(state):
    def data(tensor):
        raw = tensor.contiguous().flatten()
        return base64.b64encode(bytes(raw.view(torch.uint8).tolist()) if raw.numel() else b"").decode()
    return [[name, str(tensor.dtype), list(tensor.shape), data(tensor)] for name, tensor in state.items()]
path = sys.argv[1]
forms = [torch.load(path, map_location="cpu")]
if "weights_only" in inspect.signature(torch.load).parameters:
    forms.append(torch.load(path, map_location="cpu", weights_only=True))
print(json.dumps({"kind": type(forms[0]).__name__, "forms": [described(form) for form in forms]}))
`;

const TORCH_NAMES: Readonly<Record<StoredDtype, string>> = {
  f64: "torch.float64",
  f32: "torch.float32",
  f16: "torch.float16",
  bf16: "torch.bfloat16",
  i64: "torch.int64",
  i32: "torch.int32",
  i16: "torch.int16",
  i8: "torch.int8",
  u8: "torch.uint8",
  bool: "torch.bool",
};

describe.skipIf(pythonWithTorch === undefined)(
  `PyTorch itself${pythonWithTorch === undefined ? " (needs a python3 with torch)" : ""}`,
  () => {
    it("opens what we write, with weights_only too, every tensor bit for bit", { timeout: 180_000 }, async () => {
      const tensors = [...everyDtype, ...oddShapes];
      const path = join(await tempDir(), "written.pt");
      await writeFile(path, await encoded(tensors));
      const { kind, forms } = runPython(PROGRAM, [path]) as { kind: string; forms: unknown[][] };
      expect(kind).toBe("OrderedDict");
      expect(forms.length).toBeGreaterThan(0);
      for (const form of forms) {
        expect(form).toEqual(
          tensors.map(({ name, dtype, shape, bytes }) => {
            return [name, TORCH_NAMES[dtype], shape, Buffer.from(bytes).toString("base64")];
          }),
        );
      }
    });
  },
);
