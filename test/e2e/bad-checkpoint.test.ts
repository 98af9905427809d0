import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import {
  deflatedPickle,
  type HeaderEntry,
  pickleThatCalls,
  torchCheckpoint,
  withHeader,
  withValue,
  zipBomb,
} from "./bad-checkpoints.ts";
import { TINY } from "./checkpoint-folder.ts";
import { CHECKPOINT, GOOD, refusals } from "./refusal.ts";

const { path, write, expectRefusal, traceWith } = refusals();

describe("checkpoints that are refused", () => {
  const bad = async (content: Uint8Array | string, sentence: string | RegExp, name = "bad.pt") =>
    expectRefusal(traceWith(await write(name, content)), 1, sentence);

  it("PyTorch files cut off anywhere", async () => {
    const whole = torchCheckpoint(TINY);
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      await bad(whole.subarray(0, Math.floor(whole.length * share)), /^invalid .*bad\.pt/);
    }
  });

  it("PyTorch files with a byte flipped", async () => {
    const whole = torchCheckpoint(TINY);
    for (const at of [1, 40, Math.floor(whole.length / 2), whole.length - 12]) {
      const broken = Uint8Array.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      await bad(broken, /^(invalid|unsupported) .*bad\.pt/);
    }
  });

  it("a zip bomb", async () => {
    const began = performance.now();
    await bad(zipBomb(), /^(invalid|unsupported) .*bad\.pt/);
    await bad(deflatedPickle(), /^(invalid|unsupported) .*bad\.pt/);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("a pickle that names os.system, which is not called", async () => {
    for (const module of ["os", "posix"]) {
      await bad(
        pickleThatCalls(module, "system", `touch '${path("owned")}'`),
        `unsupported checkpoint: bad.pt holds '${module}.system', which is not a tensor type (nothing was executed)`,
      );
    }
  });

  it("a safetensors header that lies", async () => {
    const lies: readonly ((entry: HeaderEntry) => void)[] = [
      (entry) => entry.data_offsets.splice(0, 2, 0, 2 ** 40),
      (entry) => entry.data_offsets.splice(0, 2, 8, 0),
      (entry) => entry.data_offsets.splice(0, 1, (entry.data_offsets[0] ?? 0) + 4),
      (entry) => entry.shape.splice(0, 1, 2 ** 30, 2 ** 30),
      (entry) => entry.shape.splice(0, 1, -1),
      (entry) => entry.data_offsets.splice(0, 2, -8, 120),
      (entry) => Object.assign(entry, { dtype: "F33" }),
    ];
    for (const lie of lies) {
      const file = await withHeader(path(CHECKPOINT), (header) => {
        const entry = header["L_init"];
        if (entry !== undefined) lie(entry);
      });
      await bad(file, /^(invalid safetensors header|unsupported tensor): .*bad\.safetensors\)$/m, "bad.safetensors");
    }
    const file = await readFile(path(CHECKPOINT));
    await bad(file.subarray(0, file.length - 4), /^invalid safetensors header: its tensors take/, "bad.safetensors");
    file.writeBigUInt64LE(2n ** 40n);
    await bad(file, /^invalid .*bad\.safetensors/, "bad.safetensors");
  });

  it("weights that are not finite, in the network or in the row that is wanted", async () => {
    const nan = await withValue(path(CHECKPOINT), "lm_head.weight", 5, Number.NaN);
    await write("model/nan.safetensors", nan);
    await expectRefusal(
      traceWith("model/nan.safetensors"),
      1,
      "invalid weight: NaN at element 5 of lm_head.weight (expected a finite number, in nan.safetensors)",
    );
    const row = await withValue(path(CHECKPOINT), "puzzle_emb.weights", TINY.puzzleEmbNdim, Number.POSITIVE_INFINITY);
    await write("model/row.safetensors", row);
    await expectRefusal(traceWith("model/row.safetensors"), 1, /^invalid weight: Infinity .*puzzle_emb/);
  });

  it("what is no checkpoint at all", async () => {
    await bad("", /^invalid checkpoint: bad.pt is empty/);
    await bad("once upon a time", /^invalid checkpoint: bad.pt is in no known format/);
    await bad(JSON.stringify(GOOD), /^invalid checkpoint: bad.pt is in no known format/);
    await expectRefusal(traceWith("empty"), 1, "invalid checkpoint: empty is a directory (expected a file)");
    await expectRefusal(traceWith("missing.pt"), 1, "cannot read missing.pt: no such file or directory");
  });

  it("one without a model in it", async () => {
    const file = await withHeader(path(CHECKPOINT), (header) => {
      for (const name of Object.keys(header)) {
        const entry = header[name];
        delete header[name];
        if (entry !== undefined) header[name.replace("L_level", "encoder")] = entry;
      }
    });
    await bad(
      file,
      /^unsupported checkpoint: it has no L_level network \(expected a TRM or HRM state dict/,
      "bad.safetensors",
    );
  });

  it("one that lacks a tensor, or has one of another shape", async () => {
    const renamed = await withHeader(path(CHECKPOINT), (header) => {
      const entry = header["L_level.layers.0.mlp.down_proj.weight"];
      delete header["L_level.layers.0.mlp.down_proj.weight"];
      if (entry !== undefined) header["L_level.layers.0.mlp.else"] = entry;
    });
    await write("model/lacks.safetensors", renamed);
    await expectRefusal(
      traceWith("model/lacks.safetensors"),
      1,
      /^invalid checkpoint: no tensor L_level\.layers\.0\.mlp\.down_proj\.weight/,
    );
    const turned = await withHeader(path(CHECKPOINT), (header) => {
      header["L_level.layers.0.mlp.down_proj.weight"]?.shape.reverse();
    });
    await write("model/turned.safetensors", turned);
    await expectRefusal(traceWith("model/turned.safetensors"), 1, /^invalid tensor: L_level/);
  });
});
