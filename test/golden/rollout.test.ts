import { afterAll, describe, expect, it } from "vitest";
import type { Engine, EngineName } from "../../src/engine/engine.ts";
import { testEngine } from "../engines.ts";
import { describeShared } from "../shared.ts";
import { compareRollout } from "./compare-rollout.ts";
import { GOLDEN_MODELS, goldenModel } from "./golden-model.ts";
import { expectWithinTolerances } from "./tolerances.ts";

/** The slow reference goes the whole way with one row, and fewer steps with three. */
const DEPTHS: readonly { engine: EngineName; batch: number; steps: number }[] = [
  { engine: "cpu", batch: 3, steps: 16 },
  { engine: "cpu", batch: 1, steps: 16 },
  { engine: "wasm", batch: 3, steps: 16 },
  { engine: "wasm", batch: 1, steps: 16 },
  { engine: "reference", batch: 3, steps: 3 },
  { engine: "reference", batch: 1, steps: 16 },
];

const engines = new Map<EngineName, Promise<Engine>>();
function shareEngine(name: EngineName): Promise<Engine> {
  const engine = engines.get(name) ?? testEngine(name);
  engines.set(name, engine);
  return engine;
}
afterAll(async () => {
  for (const engine of engines.values()) await (await engine).close();
});

describeShared("a rollout agrees with the official code at every event", () => {
  describe.each(DEPTHS)(
    "on $engine, batch $batch, $steps supervision steps",
    ({ engine: engineName, batch, steps }) => {
      it.each(GOLDEN_MODELS)(
        "%s",
        async (name) => {
          const model = await goldenModel(name);
          const engine = await shareEngine(engineName);
          const differences = await compareRollout(name, model, engine, { steps, batch });
          const { hCycles, lCycles } = model.config;
          expect(differences.events).toBe(steps * hCycles * (lCycles + 1));
          expectWithinTolerances(name, differences);
        },
        300_000,
      );
    },
  );

  it("in every row of the batch alone", async () => {
    const engine = await shareEngine("cpu");
    for (const first of [1, 2]) {
      const differences = await compareRollout("trm-att", await goldenModel("trm-att"), engine, {
        steps: 2,
        batch: 1,
        first,
      });
      expectWithinTolerances("trm-att", differences);
    }
  });
});
