/** @file Trainings that begin with the golden checkpoints, in each of the forms that people have them in. */

import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { openTensorFile } from "../../src/formats/checkpoint.ts";
import { parseConfig } from "../../src/formats/config.ts";
import { streamSafetensors } from "../../src/formats/safetensors-write.ts";
import { convertedTensors } from "../../src/model/convert.ts";
import { nameTensors } from "../../src/model/layout.ts";
import { writeFileAtomic } from "../../src/platform/node/atomic-write.ts";
import { openFile } from "../../src/platform/node/file-source.ts";
import { totalLoss } from "../../src/train/metrics.ts";
import { openPlan } from "../../src/train/node/open-plan.ts";
import { createTrainer } from "../../src/train/trainer.ts";
import { testEngine } from "../engines.ts";
import { describeShared, shared } from "../shared.ts";
import { tempDir } from "../temp-dir.ts";
import { GOLDEN_MODELS, type GoldenName } from "./golden-model.ts";

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine("cpu");
});
afterAll(() => engine.close());

/** A training of two steps that begins with the checkpoint, on the model's own inputs. */
async function planOf(name: GoldenName, checkpoint: string) {
  const folder = await tempDir();
  const config = (file: string) => parseConfig(readFileSync(shared(`golden/${name}/${file}`), "utf8"), file);
  const { vocab_size, num_puzzle_identifiers } = config("config.json");
  const recipe = {
    arch: { ...(config("all_config.yaml")["arch"] as object), vocab_size, num_puzzle_identifiers },
    data: "batches.json",
    load_checkpoint: checkpoint,
    global_batch_size: 3,
    total_steps: 2,
    lr: 1e-3,
    ema: true,
    ema_rate: 0.9,
  };
  const batch: unknown = JSON.parse(readFileSync(shared(`golden/${name}/input.json`), "utf8"));
  await writeFile(join(folder, "batches.json"), JSON.stringify([batch, batch]));
  await writeFile(join(folder, "recipe.json"), JSON.stringify(recipe));
  return openPlan(join(folder, "recipe.json"));
}

async function numbersIn(path: string): Promise<Map<string, Float32Array>> {
  const source = await openFile(path);
  const { tensors } = nameTensors(await openTensorFile(source));
  const numbers = new Map<string, Float32Array>();
  for (const [name, tensor] of tensors) numbers.set(name, await tensor.readF32());
  await source.close();
  return numbers;
}

/** Names whose numbers differ: a failed comparison of whole arrays would take seconds to print. */
function different(
  weights: ReadonlyMap<string, { readonly data: Float32Array }>,
  numbers: ReadonlyMap<string, Float32Array>,
): string[] {
  const names = new Set([...weights.keys(), ...numbers.keys()]);
  return [...names].filter((name) => {
    const [ours, theirs] = [weights.get(name)?.data, numbers.get(name)];
    return ours?.length !== theirs?.length || ours?.some((value, place) => value !== theirs?.[place]);
  });
}

describeShared("a golden checkpoint can be trained on", () => {
  const files = ["checkpoint_bf16_buffers.pt", "model.safetensors"];
  it.each(GOLDEN_MODELS.flatMap((name) => files.map((file) => [name, file] as const)))(
    "%s, %s: a training begins with its numbers",
    async (name, file) => {
      const path = shared(`golden/${name}/${file}`);
      const { state, notes } = await (await planOf(name, path)).begin();
      expect(notes).toEqual([]);
      expect(different(state.weights, await numbersIn(path))).toEqual([]);
    },
  );

  it.each([...GOLDEN_MODELS.map((name) => [name, "checkpoint.pt"] as const), ["trm-mlp", "float16"] as const])(
    "%s, %s: a training begins with its numbers and goes on",
    async (name, file) => {
      const path = file === "float16" ? await float16Of(name) : shared(`golden/${name}/${file}`);
      const plan = await planOf(name, path);
      const { state, notes } = await plan.begin();
      const numbers = await numbersIn(path);
      expect(notes).toEqual([]);
      expect(numbers.size).toBeGreaterThan(10);
      expect(different(state.weights, numbers)).toEqual([]);

      const trainer = await createTrainer({ ...plan, engine }, state);
      for (let position = 0; position < 2; ) {
        const { rows, next } = plan.data.batch(position);
        const loss = totalLoss((await trainer.train(rows, next)).sums);
        expect(Number.isFinite(loss) && loss > 0).toBe(true);
        position = next;
      }
      const { weights } = await trainer.state();
      await trainer.release();
      expect([...weights.values()].every(({ data }) => data.every(Number.isFinite))).toBe(true);
      expect(different(weights, numbers)).toContain("lm_head.weight");
      expect(different(weights, numbers)).not.toContain("L_init");
    },
  );
});

async function float16Of(name: GoldenName): Promise<string> {
  const path = join(await tempDir(), "half.safetensors");
  const source = await openFile(shared(`golden/${name}/checkpoint.pt`));
  await writeFileAtomic(path, streamSafetensors(convertedTensors(await openTensorFile(source), "f16")));
  await source.close();
  return path;
}
