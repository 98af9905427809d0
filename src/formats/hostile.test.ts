/** @file Checkpoints with random damage: they open, or they are refused in one line, and either soon. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dict } from "../../test/pickle-writer.ts";
import { torchFile, torchTensor } from "../../test/torch-file.ts";
import { FixpointError } from "../errors.ts";
import { memorySource } from "../platform/byte-source.ts";
import { openTensorFile } from "./checkpoint.ts";
import { encodeSafetensors } from "./safetensors-write.ts";

const data = new Uint8Array(Float32Array.from({ length: 12 }, (_, i) => i).buffer);
const tensor = (shape: number[], strides?: number[]) =>
  torchTensor({ key: "0", storage: "FloatStorage", count: 12, shape, ...(strides ? { strides } : {}) });
const pytorch = torchFile(
  dict({ state_dict: dict({ a: tensor([3, 4]), b: tensor([4, 3], [1, 4]) }), hyper_parameters: dict({ lr: 0.1 }) }),
  { 0: data },
);
const safetensors = new Uint8Array(
  Buffer.concat(encodeSafetensors([{ name: "a", dtype: "f32", shape: [3, 4], data }], { format: "pt" })),
);

/** Opens and reads everything; gives the refusal where there is one. Anything else that is thrown fails the test. */
async function outcome(bytes: Uint8Array): Promise<string> {
  const before = performance.now();
  try {
    const file = await openTensorFile(memorySource("damaged", bytes));
    for (const { readF32, readRowsF32, shape } of file.tensors.values()) {
      await readF32();
      if ((shape[0] ?? 0) > 0) await readRowsF32([0]);
    }
    return "opened";
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    expect(error.message).toMatch(/^(invalid|unsupported) [^\n]+$/);
    return "refused";
  } finally {
    expect(performance.now() - before).toBeLessThan(2_000);
  }
}

describe.each([
  ["a PyTorch file", pytorch],
  ["a safetensors file", safetensors],
])("%s", (_, whole) => {
  it("opens when it is whole, and is refused when it is cut short anywhere", async () => {
    expect(await outcome(whole)).toBe("opened");
    for (let length = 0; length < whole.length; length++)
      expect(await outcome(whole.subarray(0, length))).toBe("refused");
  });

  it("opens or is refused when any byte is any other", async () => {
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (flips) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, byte] of flips) bytes[at] = byte;
        await outcome(bytes);
      }),
      { numRuns: 3_000 },
    );
  });

  it("opens or is refused when pieces of it are moved, repeated or left out", async () => {
    const cut = fc.tuple(fc.nat(whole.length), fc.nat(whole.length));
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 1, maxLength: 4 }), async (cuts) => {
        await outcome(new Uint8Array(Buffer.concat(cuts.map(([from, to]) => whole.subarray(from, to)))));
      }),
      { numRuns: 500 },
    );
  });
});
