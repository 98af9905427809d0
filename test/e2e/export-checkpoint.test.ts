import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openTensorFile } from "../../src/formats/checkpoint.ts";
import { stripPrefixes } from "../../src/formats/names.ts";
import { encodeSafetensors, type TensorToStore } from "../../src/formats/safetensors-write.ts";
import { memorySource } from "../../src/platform/byte-source.ts";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { exportedText } from "./exported.ts";
import { CHECKPOINT, refusals } from "./refusal.ts";
import { succeed } from "./run-cli.ts";

const { path, write, list, expectRefusal } = refusals();

const convert = (from: string, to: string, ...more: string[]) => {
  const format = to.endsWith(".pt") ? "pt" : "safetensors";
  return succeed(["export", from, "--format", format, "-o", to, ...more], { cwd: path() });
};
const folder = (name: string) => mkdir(path(name));
const bytes = (name: string) => readFile(path(name));

async function tensorsOf(name: string) {
  const { tensors } = await openTensorFile(memorySource(name, await bytes(name)));
  const read = [...tensors.values()].map(async ({ name, dtype, shape, readF32 }) => {
    return [stripPrefixes(name), { dtype, shape, data: await readF32() }] as const;
  });
  return new Map(await Promise.all(read));
}

/** The number of `step` · 2ⁿ nearest to the value, as float16 has them: eleven bits, or multiples of 2⁻²⁴. */
function rounded(value: number): number {
  const step = 2 ** Math.max(-24, Math.floor(Math.log2(Math.abs(value))) - 10);
  const below = Math.floor(value / step);
  const rest = value / step - below;
  return (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below) * step;
}

beforeAll(async () => {
  await write("identifiers.json", ["<blank>", "a"]);
  await copyFile(path("identifiers.json"), path("model/identifiers.json"));
});

describe("a checkpoint that is exported", () => {
  it("keeps its numbers, under the names that upstream's training writes, with what lay beside it", async () => {
    await folder("kept");
    const original = await tensorsOf(CHECKPOINT);
    expect(await convert(CHECKPOINT, "kept/model.pt")).toBe(
      `kept/model.pt: ${original.size} tensors as f32, and beside it config.json, identifiers.json\n`,
    );
    expect(await list("kept")).toEqual(["config.json", "identifiers.json", "model.pt"]);
    for (const name of ["config.json", "identifiers.json"]) {
      expect(await bytes(`kept/${name}`)).toEqual(await bytes(`model/${name}`));
    }
    expect(await tensorsOf("kept/model.pt")).toEqual(original);
    const { tensors } = await openTensorFile(memorySource("model.pt", await bytes("kept/model.pt")));
    expect([...tensors.keys()].every((name) => name.startsWith("_orig_mod.model.inner."))).toBe(true);

    expect(await convert("kept/model.pt", "kept/again.safetensors")).toBe(
      `kept/again.safetensors: ${original.size} tensors as f32\n`,
    );
    expect(await tensorsOf("kept/again.safetensors")).toEqual(original);
    await convert("kept/again.safetensors", "kept/again.pt");
    const named = async (name: string) => new Map([...(await tensorsOf(name))].toSorted());
    expect(await named("kept/again.pt")).toEqual(await named("kept/model.pt"));
  });

  it.each(["half.pt", "half.safetensors"])("as f16 to %s traces as its rounded weights do", async (name) => {
    await folder(name.replace(".", "-"));
    const output = join(name.replace(".", "-"), name);
    expect(await convert(CHECKPOINT, output, "--dtype", "f16")).toContain(" tensors as f16, and beside it ");
    const halves = await tensorsOf(output);
    const original = await tensorsOf(CHECKPOINT);
    expect([...halves.values()].every(({ dtype }) => dtype === "f16")).toBe(true);
    const expected = new Map([...original].map(([key, { data }]) => [key, data.map(rounded)]));
    expect(new Map([...halves].map(([key, { data }]) => [key, data]))).toEqual(expected);
    expect([...original].some(([key, { data }]) => data.some((value, at) => value !== expected.get(key)?.[at]))).toBe(
      true,
    );

    const byHand = `${output}-by-hand`;
    await writeCheckpoint(path(byHand), TINY);
    const stored = [...original].map(([key, { shape }]): TensorToStore => {
      return { name: key, dtype: "f32", shape, data: new Uint8Array(expected.get(key)?.slice().buffer ?? []) };
    });
    await writeFile(path(byHand, "model.safetensors"), Buffer.concat(encodeSafetensors(stored)));
    const events = async (checkpoint: string) => {
      const run = join(dirname(output), `run of ${checkpoint.replaceAll("/", " ")}`);
      const files = ["trace", "good.json", "--checkpoint", checkpoint, "--out", run];
      await succeed([...files, "--threads", "1", "--puzzle-identifier", "1"], { cwd: path() });
      return exportedText(path(run));
    };
    const traced = await events(output);
    expect(traced.split("\n").length).toBeGreaterThan(TINY.haltMaxSteps);
    expect(traced).toBe(await events(join(byHand, "model.safetensors")));
    expect(traced).not.toBe(await events(CHECKPOINT));
  });

  it("takes a config that is named in the place of those beside it", async () => {
    await folder("named");
    await write("other.yaml", `arch:\n${(await bytes("model/config.json")).toString().replace(/[{},"]/g, "")}`);
    await convert(CHECKPOINT, "named/model.safetensors", "--config", "other.yaml");
    expect(await list("named")).toEqual(["all_config.yaml", "identifiers.json", "model.safetensors"]);
    expect(await bytes("named/all_config.yaml")).toEqual(await bytes("other.yaml"));
  });
});

describe("an export that fails leaves nothing", () => {
  const exporting = (output: string, ...more: string[]) => {
    return ["export", CHECKPOINT, "--format", "safetensors", "-o", output, ...more];
  };

  it("beside the config of another model", async () => {
    await folder("foreign");
    await write("foreign/config.json", { hidden_size: 7 });
    await expectRefusal(
      exporting("foreign/model.safetensors"),
      1,
      "invalid output: foreign/config.json is not that of model.safetensors (expected a folder without one)",
    );
    await folder("foreign-kind");
    await write("foreign-kind/all_config.yaml", "arch:\n");
    await expectRefusal(
      exporting("foreign-kind/model.safetensors"),
      1,
      "invalid output: foreign-kind/all_config.yaml lies there, and none beside model.safetensors (expected a folder without one)",
    );
  });

  it("over a file that is there", async () => {
    await write("precious.pt", "precious");
    await expectRefusal(exporting("precious.pt"), 1, "invalid output: precious.pt exists (expected a new file)");
    expect((await bytes("precious.pt")).toString()).toBe("precious");
  });

  it("of a number that float16 cannot hold", async () => {
    const tensors = [...(await tensorsOf(CHECKPOINT))].map(([name, { shape, data }]): TensorToStore => {
      if (name === "lm_head.weight") data[40] = -70_000;
      return { name, dtype: "f32", shape, data: new Uint8Array(data.buffer) };
    });
    await folder("large");
    await write("large/large.safetensors", new Uint8Array(Buffer.concat(encodeSafetensors(tensors))));
    await copyFile(path("model/config.json"), path("large/config.json"));
    await folder("into");
    await expectRefusal(
      ["export", "large/large.safetensors", "--format", "pt", "--dtype", "f16", "-o", "into/half.pt"],
      1,
      "invalid weight: -70000 at element 40 of lm_head.weight " +
        "(expected at most 65504 in size, the largest that f16 can hold, in large.safetensors)",
    );
  });
});
