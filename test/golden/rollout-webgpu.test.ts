import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { hasSoftwareWebGpu, testEngine } from "../engines.ts";
import { describeShared } from "../shared.ts";
import { compareRollout } from "./compare-rollout.ts";
import { GOLDEN_MODELS, goldenModel } from "./golden-model.ts";
import { expectWithinTolerances } from "./tolerances.ts";

// A file of its own: on SwiftShader this takes minutes, and the other engines' tests run beside it.
describeShared("a rollout on WebGPU agrees with the official code at every event", () => {
  describe.skipIf(!hasSoftwareWebGpu)("on SwiftShader (needs chromium and libvulkan1)", () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await testEngine("webgpu");
    });
    afterAll(() => engine.close());

    it.each(GOLDEN_MODELS.flatMap((name) => [[name, 1, 16] as const, [name, 3, 1] as const]))(
      "%s, batch %i, %i supervision steps",
      async (name, batch, steps) => {
        const model = await goldenModel(name);
        const differences = await compareRollout(name, model, engine, { steps, batch });
        const { hCycles, lCycles } = model.config;
        expect(differences.events).toBe(steps * hCycles * (lCycles + 1));
        expectWithinTolerances(name, differences);
      },
      600_000,
    );
  });
});
