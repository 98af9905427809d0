import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { testEngine } from "../../../test/engines.ts";
import { smallRows } from "../../../test/small-model.ts";
import { batchesText, recipeText } from "../../../test/small-training.ts";
import { tempDir } from "../../../test/temp-dir.ts";
import { openTensorFile } from "../../formats/checkpoint.ts";
import { stripPrefixes } from "../../formats/names.ts";
import { streamPytorch } from "../../formats/pytorch-write.ts";
import { streamSafetensors } from "../../formats/safetensors-write.ts";
import type { TensorFile } from "../../formats/tensor-file.ts";
import { convertedTensors } from "../../model/convert.ts";
import { openCheckpoint } from "../../model/open-checkpoint.ts";
import { writeFileAtomic } from "../../platform/node/atomic-write.ts";
import { openFile } from "../../platform/node/file-source.ts";
import { openFolder } from "../../platform/node/folder.ts";
import { bindModel } from "../../rollout/bound-model.ts";
import { rollout } from "../../rollout/rollout.ts";
import { openPlan } from "./open-plan.ts";
import { runTraining } from "./run-training.ts";
import { openTrainingFolder } from "./training-folder.ts";

const engine = await testEngine("cpu");
afterAll(() => engine.close());

const HYDRA_REFERENCE = "$" + "{.hidden_size}";

type Values = Readonly<Record<string, unknown>>;

/** A directory with a recipe and its data; `train` goes on with the training in `out`, up to `until` at most. */
async function workplace() {
  const folder = await tempDir();
  const path = (name: string): string => join(folder, name);
  await writeFile(path("data.json"), batchesText(7));
  return {
    path,
    async train(out: string, values: Values = {}, { arch = {}, until = Number.POSITIVE_INFINITY, resume = true } = {}) {
      await writeFile(path("recipe.yaml"), recipeText(values, arch));
      const plan = await openPlan(path("recipe.yaml"));
      const { state } = await plan.begin();
      const training = await openTrainingFolder(path(out), plan, state, { resume });
      let last = 0;
      try {
        return await runTraining({
          plan,
          folder: training,
          engine,
          onStep: ({ step }) => {
            last = step;
          },
          isStopped: () => last >= until,
        });
      } finally {
        await training.close();
      }
    },
    async log(out: string): Promise<Record<string, number>[]> {
      const lines = (await readFile(join(path(out), "log.jsonl"), "utf8")).split("\n");
      expect(lines.pop()).toBe("");
      return lines.map((line) => JSON.parse(line) as Record<string, number>);
    },
    bytes: (out: string, name: string) => readFile(join(path(out), name), "base64"),
  };
}

/** What must not depend on when a training was interrupted. */
const withoutTimes = (log: readonly Record<string, number>[]) =>
  log.map(({ rows_per_second: _, elapsed_s: __, ...line }) => line);

describe("a training", () => {
  it("writes checkpoints, averages, configs and a log", async () => {
    const { path, train, log } = await workplace();
    expect(await train("out", { total_steps: 5, checkpoint_every: 2 })).toBe(5);
    expect((await readdir(path("out"))).toSorted()).toEqual([
      "all_config.yaml",
      "config.json",
      "log.jsonl",
      "resume.safetensors",
      "step_2.ema.safetensors",
      "step_2.safetensors",
      "step_4.ema.safetensors",
      "step_4.safetensors",
      "step_5.ema.safetensors",
      "step_5.safetensors",
    ]);
    const lines = await log("out");
    expect(lines.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5]);
    expect(Object.keys(lines[0] ?? {})).toEqual([
      "step",
      "lr",
      "puzzle_emb_lr",
      "loss_sum",
      "lm_loss",
      "q_halt_loss",
      "count",
      "accuracy",
      "exact_accuracy",
      "q_halt_accuracy",
      "steps",
      "rows_per_second",
      "elapsed_s",
    ]);
  });

  it("leaves no average where none is asked for, and a last checkpoint always", async () => {
    const { path, train } = await workplace();
    await train("out", { total_steps: 5, stop_after: 3, ema: false });
    expect((await readdir(path("out"))).filter((name) => name.startsWith("step_"))).toEqual(["step_3.safetensors"]);
  });

  it.each([
    ["TRM", {}],
    ["a recipe with upstream's reference", { puzzle_emb_ndim: HYDRA_REFERENCE }],
    ["TRM with mlp_t", { mlp_t: true, pos_encodings: "none" }],
    ["single-z TRM", { name: "recursive_reasoning.trm_singlez@TinyRecursiveReasoningModel_ACTV1" }],
    ["HRM", { name: "recursive_reasoning.hrm@HierarchicalReasoningModel_ACTV1" }],
    ["a model without puzzle embedding", { puzzle_emb_ndim: 0 }],
  ])("of %s leaves a checkpoint that can be rolled out as it is", async (_, arch) => {
    const { path, train } = await workplace();
    await train("out", { total_steps: 2 }, { arch });
    const plan = await openPlan(path("recipe.yaml"));
    for (const name of ["step_2.safetensors", "step_2.ema.safetensors"]) {
      const source = await openFile(join(path("out"), name));
      const model = await openCheckpoint(source, openFolder(path("out")));
      expect(model.config).toEqual(plan.config);
      expect(model.notes).toEqual([]);
      const bound = await bindModel(model, engine, 2);
      const rows = smallRows(["a", "b"], model.config);
      for await (const { tokens } of rollout(bound, rows, { steps: 1 })) expect(tokens).toHaveLength(8);
      await bound.release();
      await source.close();
    }
  });

  it("that is interrupted at any step and gone on with is the same to the last bit", async () => {
    const { train, log, bytes } = await workplace();
    const values = { total_steps: 12, checkpoint_every: 5 };
    await train("whole", values);
    for (const stops of [[1], [3, 4], [5, 6, 11], [2, 7]]) {
      const out = `stopped at ${stops}`;
      for (const until of stops) expect(await train(out, values, { until })).toBe(until);
      expect(await train(out, values)).toBe(12);
      for (const name of ["step_5", "step_10", "step_12", "step_12.ema"]) {
        expect(await bytes(out, `${name}.safetensors`), name).toBe(await bytes("whole", `${name}.safetensors`));
      }
      expect(withoutTimes(await log(out))).toEqual(withoutTimes(await log("whole")));
      const elapsed = (await log(out)).map(({ elapsed_s = 0 }) => elapsed_s);
      expect(elapsed.toSorted((a, b) => a - b)).toEqual(elapsed);
    }
  });

  it("can be made longer, and is not begun again once it is complete", async () => {
    const { train, bytes } = await workplace();
    await train("whole", { total_steps: 8 });
    await train("out", { total_steps: 8, stop_after: 3 });
    const before = await bytes("out", "resume.safetensors");
    expect(await train("out", { total_steps: 8, stop_after: 3 })).toBe(3);
    expect(await bytes("out", "resume.safetensors")).toBe(before);
    await train("out", { total_steps: 8 });
    expect(await bytes("out", "step_8.safetensors")).toBe(await bytes("whole", "step_8.safetensors"));
  });

  it("is only gone on with as it began", async () => {
    const { path, train } = await workplace();
    await train("out", { total_steps: 3 });
    await expect(train("out", { total_steps: 3 }, { resume: false })).rejects.toThrow(
      /^invalid output: .*out exists \(expected a new directory, or --resume\)$/,
    );
    await expect(train("out", { total_steps: 3, lr: 0.5 })).rejects.toThrow(
      "invalid resume: lr is 0.5 (expected 0.01, as the training began, in recipe.yaml)",
    );
    await expect(train("out", { total_steps: 3 }, { arch: { H_cycles: 3 } })).rejects.toThrow(
      "invalid resume: arch.H_cycles is 3 (expected 2, as the training began, in recipe.yaml)",
    );
    await writeFile(path("data.json"), batchesText(6));
    await expect(train("out", { total_steps: 3 })).rejects.toThrow(
      "invalid resume: data.json has changed (expected the data with which the training began)",
    );
    await expect(train(".", { total_steps: 3 })).rejects.toThrow(
      /^invalid output: .* holds no all_config\.yaml \(expected a training to resume\)$/,
    );
  });

  it("that diverges says so and keeps what was saved last", async () => {
    const { train, bytes, log } = await workplace();
    const values = { total_steps: 40, checkpoint_every: 2, lr: 1e18, lr_warmup_steps: 1000 };
    await expect(train("out", values)).rejects.toThrow(
      /^the training diverged: .* at step \d+ \((what was saved last is of step \d+|nothing was saved before)\)$/,
    );
    const steps = (await log("out")).length;
    expect(steps).toBeLessThan(40);
    if (steps > 2) expect(await bytes("out", "step_2.safetensors")).not.toBe("");
  });

  it("never saves weights that are not finite", async () => {
    const { path, train } = await workplace();
    await expect(train("out", { total_steps: 40, checkpoint_every: 1, lr: 1e38 })).rejects.toThrow(/diverged/);
    for (const name of await readdir(path("out"))) {
      if (!name.startsWith("step_")) continue;
      const source = await openFile(join(path("out"), name));
      await expect(openCheckpoint(source, openFolder(path("out")))).resolves.toBeDefined();
      await source.close();
    }
  });
});

describe("a training that loads a checkpoint", () => {
  const opened = async (path: string) => {
    const source = await openFile(path);
    onTestFinished(() => source.close());
    return openTensorFile(source);
  };
  const numbersIn = async (file: TensorFile) => {
    const read = [...file.tensors.values()].map(async (tensor) => {
      return [stripPrefixes(tensor.name), await tensor.readF32()] as const;
    });
    return new Map(await Promise.all(read));
  };

  it.each([
    ["of the average alone, without an optimiser's state", "step_4.ema.safetensors", undefined],
    ["as PyTorch has it", "loaded.pt", undefined],
    ["in float16", "loaded.safetensors", "f16"],
    ["in bfloat16, as PyTorch has it", "loaded.pt", "bf16"],
  ] as const)(
    "%s begins with its numbers, a fresh optimiser and a fresh average, and goes on",
    async (_, name, dtype) => {
      const { path, train, log } = await workplace();
      await train("before", { total_steps: 4 });
      const average = await opened(join(path("before"), "step_4.ema.safetensors"));
      if (name.startsWith("loaded")) {
        const tensors = convertedTensors(average, dtype);
        const chunks = name.endsWith(".pt") ? streamPytorch(tensors) : streamSafetensors(tensors);
        await writeFileAtomic(join(path("before"), name), chunks);
      }
      const loaded = await opened(join(path("before"), name));
      expect([...loaded.tensors.values()].every((tensor) => tensor.dtype === (dtype ?? "f32"))).toBe(true);

      const values = { total_steps: 3, load_checkpoint: join("before", name) };
      await writeFile(path("recipe.yaml"), recipeText(values));
      const { state, notes } = await (await openPlan(path("recipe.yaml"))).begin();
      expect([notes, state.step]).toEqual([[], 0]);
      expect(new Map([...state.weights].map(([key, { data }]) => [key, data]))).toEqual(await numbersIn(loaded));
      for (const [key, data] of state.ema) expect(data).toEqual(state.weights.get(key)?.data);
      for (const moments of [state.m, state.v]) {
        for (const data of moments.values()) expect(data.every((value) => value === 0)).toBe(true);
      }

      expect(await train("after", values)).toBe(3);
      expect((await log("after")).map(({ step, loss_sum = Number.NaN }) => [step, Number.isFinite(loss_sum)])).toEqual([
        [1, true],
        [2, true],
        [3, true],
      ]);
      const after = await opened(join(path("after"), "step_3.safetensors"));
      expect([...after.tensors.values()].every((tensor) => tensor.dtype === "f32")).toBe(true);
      expect((await numbersIn(after)).get("lm_head.weight")).not.toEqual(state.weights.get("lm_head.weight")?.data);
    },
  );
});
