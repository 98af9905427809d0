import { expect, it } from "vitest";
import { describeShared } from "../shared.ts";
import { GOLDEN_MODELS, type GoldenName, goldenModel } from "./golden-model.ts";

const FORMS: readonly (readonly [GoldenName, string])[] = [
  ...GOLDEN_MODELS.flatMap((name) => [[name, "checkpoint.pt"] as const, [name, "checkpoint_bf16_buffers.pt"] as const]),
  ["trm-mlp", "model_bf16_buffers.safetensors"],
];

describeShared("every form of a checkpoint is the same model", () => {
  it.each(FORMS)("%s/%s has the weights of model.safetensors, bit for bit", async (name, file) => {
    const [model, expected] = [await goldenModel(name, file), await goldenModel(name)];
    expect([...model.weights]).toEqual([...expected.weights]);
    expect(model.sha256).toBe(expected.sha256);
    expect(model.config).toEqual(expected.config);
    const identifiers = Array.from({ length: expected.config.puzzleIdentifiers }, (_, row) => row);
    expect(await model.puzzleRows(identifiers)).toEqual(await expected.puzzleRows(identifiers));
  });
});
