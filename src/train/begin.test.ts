import { describe, expect, it } from "vitest";
import { smallPlan } from "../../test/small-training.ts";
import { openTensorFile } from "../formats/checkpoint.ts";
import { initialWeights } from "../model/initialise.ts";
import { PUZZLE_EMBEDDING, type Weight, type Weights } from "../model/weights.ts";
import { memorySource } from "../platform/byte-source.ts";
import { begin } from "./begin.ts";
import { encodeCheckpoint } from "./checkpoint-file.ts";
import { averagedWeights } from "./training-state.ts";

async function fileOf(weights: Weights) {
  const bytes = Uint8Array.from(encodeCheckpoint(weights).flatMap((chunk) => [...chunk]));
  return openTensorFile(memorySource("before.safetensors", bytes));
}

const trained = (plan = smallPlan()) => new Map(initialWeights(plan.config, { seed: 9, spread: 0.5, haltBias: 1 }));

describe("a training that begins", () => {
  it("draws its weights from the seed", async () => {
    const of = async (seed: number) =>
      (await begin(smallPlan({ seed }).recipe, smallPlan().config, undefined)).state.weights;
    expect(await of(1)).toEqual(await of(1));
    expect(await of(1)).not.toEqual(await of(2));
  });

  it("takes over the weights of a checkpoint, with a fresh optimiser and an average that is their copy", async () => {
    const { recipe, config } = smallPlan();
    const weights = trained();
    const { state, notes } = await begin(recipe, config, await fileOf(weights));
    expect(state.weights).toEqual(weights);
    expect(averagedWeights(state)).toEqual(weights);
    expect([...state.m.values(), ...state.v.values()].every((data) => data.every((value) => value === 0))).toBe(true);
    expect(state).toMatchObject({ step: 0, position: 0 });
    expect(notes).toEqual([]);
  });

  it("gives puzzles that the checkpoint does not know the mean of those it knows", async () => {
    const { recipe, config } = smallPlan();
    const weights = trained();
    const { shape, data } = weights.get(PUZZLE_EMBEDDING) as Weight;
    const two = { shape: [2, shape[1] ?? 0], data: data.slice(0, 2 * (shape[1] ?? 0)) };
    const { state, notes } = await begin(recipe, config, await fileOf(new Map(weights).set(PUZZLE_EMBEDDING, two)));
    const table = state.weights.get(PUZZLE_EMBEDDING) as Weight;
    expect(table.shape).toEqual(shape);
    table.data.forEach((value, place) => {
      const column = place % 8;
      expect(value).toBeCloseTo(((data[column] ?? 0) + (data[8 + column] ?? 0)) / 2, 6);
    });
    expect(notes).toEqual(["before.safetensors has 2 puzzle embeddings, the data 4: all begin as their mean"]);
  });

  it("refuses a checkpoint of another shape, and one that is not finite", async () => {
    const { recipe, config } = smallPlan();
    const wider = trained(smallPlan({}, { hidden_size: 16, puzzle_emb_ndim: 16 }));
    await expect(begin(recipe, config, await fileOf(wider))).rejects.toThrow(
      "invalid tensor: H_init [16] (expected [8], in before.safetensors)",
    );
    const broken = trained();
    (broken.get("lm_head.weight") as Weight).data[3] = Number.NaN;
    await expect(begin(recipe, config, await fileOf(broken))).rejects.toThrow(
      "invalid weight: NaN at element 3 of lm_head.weight",
    );
  });

  it("refuses a puzzle embedding that the recipe has no place for", async () => {
    const without = smallPlan({}, { puzzle_emb_ndim: 0 });
    await expect(begin(without.recipe, without.config, await fileOf(trained()))).rejects.toThrow(
      "invalid arch.puzzle_emb_ndim: 0 (expected 8, as in before.safetensors)",
    );
  });
});
