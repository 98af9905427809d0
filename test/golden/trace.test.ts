import { afterAll, beforeAll, expect, it } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import { positionsOf } from "../../src/model/config.ts";
import { bindModel } from "../../src/rollout/bound-model.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import { openRunWriter } from "../../src/trace/node/run-writer.ts";
import { type RecordedRollout, record } from "../../src/trace/recorder.ts";
import { haltRuleOf } from "../../src/trace/summary.ts";
import { testEngine } from "../engines.ts";
import { madeUpHeader, type Scratch, scratch } from "../made-up-run.ts";
import { describeShared } from "../shared.ts";
import { GOLDEN_MODELS, type GoldenName, goldenModel, goldenRows, reference } from "./golden-model.ts";

const STEPS = 4;
/** The worst of the tolerances of golden/README.md, which the rollout's own tests take one by one. */
const CLOSE = 3;

let temporary: Scratch;
let engine: Engine;
beforeAll(async () => {
  temporary = await scratch();
  engine = await testEngine("cpu");
});
afterAll(async () => {
  await engine.close();
  await temporary.remove();
});

async function trace(name: GoldenName) {
  const { config, schedule } = await goldenModel(name);
  const bound = await bindModel(await goldenModel(name), engine, 3);
  const rows = goldenRows(name);
  const writer = await openRunWriter(temporary.path(name), { header: madeUpHeader(3), tasks: [] });
  const layout = { steps: STEPS, positions: positionsOf(config), width: config.hiddenSize };
  const states = writer.states({ which: "all", schedule, ...layout });
  const options = { rows, firstRollout: 0, schedule, haltRule: haltRuleOf(config.architecture), seed: 0 };
  const recorded: RecordedRollout[] = [];
  const events = rollout(bound, rows, { steps: STEPS });
  for await (const one of record(events, { ...options, intervention: "", states })) recorded.push(one);
  await writer.append(recorded, states);
  await writer.finish({ finished: "" });
  await bound.release();
  return { run: await temporary.open(name), config, schedule };
}

describeShared("a run on disk holds the numbers of the official code", () => {
  it.each(GOLDEN_MODELS)("%s", async (name) => {
    const { run, config, schedule } = await trace(name);
    const { hCycles, lCycles } = config;
    const load = (array: string) => reference(name, array);
    const [halt, probes, lCosDist, hCosDist] = ["q_halt_logits", "answer_L", "cosdist_L", "cosdist_H"].map(load);
    const margins = load("margin_L");

    for (const row of await run.rollouts()) {
      for (let step = 0; step < STEPS; step++) {
        expect(row.qHaltCurve?.[step]).toBeCloseTo(halt?.at(step, row.rollout) ?? Number.NaN, CLOSE);
        const movement = hCosDist?.at(step, hCycles - 1, row.rollout) ?? Number.NaN;
        expect(row.hCosDistCurve?.[step]).toBeCloseTo(movement, 5);
      }
      const steps = await run.steps(row.rollout);
      expect(steps).toHaveLength(STEPS * hCycles * (lCycles + 1));
      for (const { supervisionStep, hStep, lStep, kind, tokens, lCosDist: moved } of steps) {
        const place = [supervisionStep - 1, hStep - 1, lStep - 1, row.rollout];
        // An answer is its last probe.
        const clear = [...tokens.keys()].filter((cell) => margins.at(...place, cell) > 3e-3);
        expect(clear.map((cell) => tokens[cell])).toEqual(clear.map((cell) => probes?.at(...place, cell)));
        if (kind === "probe") expect(moved).toBeCloseTo(lCosDist?.at(...place) ?? Number.NaN, 5);
      }
    }

    // The reference has the states of the first row, at the end of each supervision step.
    const states = await run.states(0);
    const size = positionsOf(config) * config.hiddenSize;
    for (const state of schedule.states) {
      const expected = load(state).data;
      const perStep = (states?.shapes.get(state) ?? []).slice(1, -2).reduce((product, dim) => product * dim, 1);
      for (let step = 0; step < STEPS; step++) {
        const values = await states?.read(state, (step + 1) * perStep - 1);
        const worst = values?.reduce(
          (most, value, at) => Math.max(most, Math.abs(value - (expected[step * size + at] ?? 9))),
          0,
        );
        expect(worst).toBeLessThan(1e-3);
      }
    }
  });
});
