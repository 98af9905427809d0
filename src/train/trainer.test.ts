import { afterAll, describe, expect, it } from "vitest";
import { hasSoftwareWebGpu, testEngine } from "../../test/engines.ts";
import { smallData, smallPlan } from "../../test/small-training.ts";
import { trackingEngine } from "../../test/tracking-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import type { Weight } from "../model/weights.ts";
import { begin } from "./begin.ts";
import type { TrainingPlan } from "./plan.ts";
import { createTrainer, type StepReport } from "./trainer.ts";
import type { TrainingState } from "./training-state.ts";

const cpu = await testEngine("cpu");
const wasm = await testEngine("wasm");
const reference = createReferenceEngine();
afterAll(async () => {
  await cpu.close();
  await wasm.close();
  await reference.close();
});

const begun = async ({ recipe, config }: TrainingPlan): Promise<TrainingState> =>
  (await begin(recipe, config, undefined)).state;

interface Trained {
  readonly reports: readonly StepReport[];
  readonly state: TrainingState;
}

/** A halting head that has an opinion: upstream's starts with none, and the gradient of its q_continue is rounding noise at first. */
async function opinionated({ recipe, config }: TrainingPlan): Promise<TrainingState> {
  const { state } = await begin(recipe, config, undefined);
  const { data } = state.weights.get("q_head.weight") as Weight;
  data.forEach((_, place) => {
    data[place] = Math.sin(place * 3);
  });
  state.weights.get("q_head.bias")?.data.set([0.1, -0.1]);
  return state;
}

async function train(plan: TrainingPlan, engine: Engine, steps: number, from = begun(plan)): Promise<Trained> {
  const state = await from;
  const trainer = await createTrainer({ ...plan, engine }, state);
  const reports: StepReport[] = [];
  let position = 0;
  for (let step = 0; step < steps; step++) {
    const { rows, next } = plan.data.batch(position);
    reports.push(await trainer.train(rows, next));
    position = next;
  }
  const trained = { reports, state: await trainer.state() };
  await trainer.release();
  return trained;
}

/** A hundredth of an update: AdamATan2 makes much of small gradients, and so of their rounding errors. */
const TOLERANCE = 1e-4;

const distance = (a: Float32Array, b: Float32Array | undefined): number =>
  a.reduce((most, value, place) => Math.max(most, Math.abs(value - (b?.[place] ?? Number.NaN))), 0);

function expectSame({ state }: Trained, exact: Trained): void {
  for (const [name, { data }] of exact.state.weights) {
    expect(distance(data, state.weights.get(name)?.data), name).toBeLessThan(TOLERANCE);
  }
  expect(state.carry).toEqual(exact.state.carry);
}

describe.skipIf(!hasSoftwareWebGpu)(`training on WebGPU${hasSoftwareWebGpu ? "" : " (needs SwiftShader)"}`, () => {
  it("gives the same weights as in float64", async () => {
    const engine = await testEngine("webgpu");
    const plan = smallPlan({}, { name: "hrm@HRM" });
    const exact = await train(plan, reference, 2, opinionated(plan));
    expectSame(await train(plan, engine, 2, opinionated(plan)), exact);
    await engine.close();
  });
});

describe.each([
  ["TRM", {}],
  ["TRM with mlp_t", { mlp_t: true, pos_encodings: "none" }],
  ["single-z TRM", { name: "recursive_reasoning.trm_singlez@TinyRecursiveReasoningModel_ACTV1" }],
  ["HRM", { name: "recursive_reasoning.hrm@HierarchicalReasoningModel_ACTV1" }],
])("training %s", (_, arch) => {
  it("gives the same weights on the CPU and in WebAssembly as in float64", async () => {
    const plan = smallPlan({}, arch);
    const exact = await train(plan, reference, 3, opinionated(plan));
    for (const engine of [cpu, wasm]) expectSame(await train(plan, engine, 3, opinionated(plan)), exact);
  });

  it("leaves nothing behind on the engine", async () => {
    const engine = trackingEngine(cpu);
    const plan = smallPlan({}, arch);
    const trainer = await createTrainer({ ...plan, engine }, await begun(plan));
    const held = engine.live();
    for (const position of [0, 1, 2]) {
      await trainer.train(plan.data.batch(position).rows, position + 1);
      expect(engine.live()).toBe(held);
    }
    await trainer.release();
    expect(engine.live()).toBe(0);
  });
});

describe("halting in training", () => {
  it("asks TRM's q_halt against 0, HRM's against q_continue", async () => {
    for (const [name, threshold] of [
      ["trm@TRM", () => 0],
      ["hrm@HRM", ({ results }: StepReport, row: number) => results.qContinueLogit[row] as number],
    ] as const) {
      const plan = smallPlan({}, { name, halt_exploration_prob: 0, halt_max_steps: 1000 });
      const trainer = await createTrainer({ ...plan, engine: cpu }, await opinionated(plan));
      const seen = new Set<number>();
      for (let step = 0; step < 12; step++) {
        const report = await trainer.train(plan.data.batch(step).rows, step + 1);
        const { carry } = await trainer.state();
        carry.halted.forEach((halted, row) => {
          expect(halted === 1).toBe((report.results.qHaltLogit[row] as number) > threshold(report, row));
          seen.add(halted);
        });
      }
      expect([...seen].sort()).toEqual([0, 1]);
      await trainer.release();
    }
  });
});

describe("a training that is long enough", () => {
  it.each([
    ["adam_atan2", { mlp_t: true, pos_encodings: "none", puzzle_emb_ndim: 0 }],
    ["adamw", { mlp_t: true, pos_encodings: "none", puzzle_emb_ndim: 32 }],
    ["adam_atan2", { num_heads: 2, pos_encodings: "learned", puzzle_emb_ndim: 32 }],
  ])("learns to turn a row round (%s, %j)", async (optimizer, arch) => {
    const data = smallData({ batch: 32, seqLen: 9, vocabSize: 5, puzzleIdentifiers: 1 });
    const plan = smallPlan(
      { optimizer, global_batch_size: 32, total_steps: 220, lr: 3e-3, lr_warmup_steps: 10, weight_decay: 0.01 },
      { hidden_size: 32, H_cycles: 1, L_cycles: 2, ...arch },
      data,
    );
    const { reports } = await train(plan, cpu, 220);
    const over = (part: readonly StepReport[]) => {
      const sums = part.map((report) => report.sums);
      const total = (of: "lmLoss" | "count" | "accuracy"): number => sums.reduce((sum, each) => sum + each[of], 0);
      return { loss: total("lmLoss") / (32 * part.length), accuracy: total("accuracy") / total("count") };
    };
    const [first, last] = [over(reports.slice(0, 15)), over(reports.slice(-15))];
    expect(first.accuracy).toBeLessThan(0.4);
    expect(last.accuracy).toBeGreaterThan(0.9);
    expect(last.loss).toBeLessThan(first.loss / 3);
  });
});
