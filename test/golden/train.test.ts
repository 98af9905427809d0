import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { stripPrefixes } from "../../src/formats/names.ts";
import { openSafetensors } from "../../src/formats/safetensors.ts";
import { memorySource } from "../../src/platform/byte-source.ts";
import { logRecord } from "../../src/train/log-record.ts";
import { openPlan } from "../../src/train/node/open-plan.ts";
import { createTrainer, type StepReport } from "../../src/train/trainer.ts";
import { averagedWeights, type TrainingState } from "../../src/train/training-state.ts";
import { testEngine } from "../engines.ts";
import { describeShared, hasShared, shared } from "../shared.ts";
import { sharedTempDir } from "../temp-dir.ts";

const STEPS = [1, 2, 3, 4, 5];
/** From the README of the reference data. */
const TOLERANCE = { parameter: 2e-6, gradient: 2e-6, loss: 1e-5, state: 1e-5, metric: 1e-6 };

interface ReferenceStep {
  readonly lr: number;
  readonly puzzle_emb_lr: number;
  readonly loss_sum: number;
  readonly reported_metrics: Readonly<Record<string, number>>;
  readonly raw_metrics: Readonly<Record<string, number>>;
  readonly q_halt_logits: readonly number[];
  readonly q_continue_logits: readonly number[];
  readonly carry: {
    readonly halted: readonly boolean[];
    readonly steps: readonly number[];
    readonly current_data: {
      readonly inputs: readonly number[][];
      readonly labels: readonly number[][];
      readonly puzzle_identifiers: readonly number[];
    };
  };
}

const read = (name: string): Buffer => readFileSync(shared(`golden/train/${name}`));
const json = <T>(name: string): T => JSON.parse(read(name).toString()) as T;

async function tensors(name: string): Promise<Map<string, Float32Array>> {
  const file = await openSafetensors(memorySource(name, read(`${name}.safetensors`)));
  const entries = [...file.tensors].map(async ([key, tensor]) => [stripPrefixes(key), await tensor.readF32()] as const);
  return new Map(await Promise.all(entries));
}

/** The recipe as a person would write it down from the reference data's config. */
function recipe(): string {
  const { arch, arch_name, loss, total_steps, ...rest } = json<Record<string, unknown>>("config.json");
  const { world_size: _, rms_norm_eps: __, rope_theta: ___, ...hyperparameters } = rest;
  return JSON.stringify({
    arch: { ...(arch as object), name: arch_name, loss },
    ...hyperparameters,
    total_steps,
    ema: true,
    data: shared("golden/train/batches.json"),
    load_checkpoint: shared("golden/train/checkpoint_init.pt"),
  });
}

interface Done {
  readonly report: StepReport;
  readonly state: TrainingState;
}

const folder = sharedTempDir();
const done = new Map<number, Done>();
const after = (step: number): Done => done.get(step) as Done;
const steps = hasShared ? json<readonly ReferenceStep[]>("steps.json") : [];
const referenceOf = (step: number): ReferenceStep => steps[step - 1] as ReferenceStep;

beforeAll(async () => {
  if (!hasShared) return;
  const path = join(await folder(), "golden.yaml");
  await writeFile(path, recipe());
  const plan = await openPlan(path);
  const { state } = await plan.begin();
  const engine = await testEngine("cpu");
  const trainer = await createTrainer({ ...plan, engine, observed: true }, state);
  let position = 0;
  for (const step of STEPS) {
    const { rows, next } = plan.data.batch(position);
    position = next;
    done.set(step, { report: await trainer.train(rows, next), state: await trainer.state() });
  }
  await engine.close();
});

/** Largest absolute difference of two arrays of one length. */
function distance(a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): number {
  expect(a?.length).toBe(b?.length);
  return Array.from(a ?? []).reduce((most, value, place) => Math.max(most, Math.abs(value - (b?.[place] ?? 0))), 0);
}

/** All of `reference` within `tolerance` of what `ours` gives for its names. */
function expectClose(
  reference: ReadonlyMap<string, Float32Array>,
  ours: (name: string) => Float32Array | undefined,
  tolerance: number,
): void {
  expect(reference.size).toBeGreaterThan(0);
  for (const [name, values] of reference) expect(distance(values, ours(name)), name).toBeLessThan(tolerance);
}

describeShared("the reference training", () => {
  it.each(STEPS)("step %i: learning rates, losses and metrics as upstream logs them", (step) => {
    const { report } = after(step);
    const { lr, puzzle_emb_lr, loss_sum, reported_metrics } = referenceOf(step);
    const line = logRecord(report, 4, { rowsPerSecond: 1, elapsedSeconds: 1 });
    expect(line.step).toBe(step);
    expect(line.lr).toBeCloseTo(lr, 15);
    expect(line.puzzle_emb_lr).toBeCloseTo(puzzle_emb_lr, 15);
    expect(Math.abs(line.loss_sum - loss_sum)).toBeLessThan(TOLERANCE.loss);
    for (const key of ["lm_loss", "q_halt_loss"] as const) {
      expect(Math.abs(line[key] - (reported_metrics[`train/${key}`] ?? Number.NaN)), key).toBeLessThan(TOLERANCE.loss);
    }
    for (const key of ["count", "accuracy", "exact_accuracy", "q_halt_accuracy", "steps"] as const) {
      expect(Math.abs(line[key] - (reported_metrics[`train/${key}`] ?? Number.NaN)), key).toBeLessThan(
        TOLERANCE.metric,
      );
    }
  });

  it.each(STEPS)("step %i: halting, carry, states, logits and q values", async (step) => {
    const { report, state } = after(step);
    const { carry, q_halt_logits, q_continue_logits } = referenceOf(step);
    const label = (value: number): number => (value === -100 ? -1 : value);
    expect(Array.from(state.carry.halted, (halted) => halted === 1)).toEqual(carry.halted);
    expect([...state.carry.steps]).toEqual(carry.steps);
    expect([...state.carry.inputs]).toEqual(carry.current_data.inputs.flat());
    expect([...state.carry.labels]).toEqual(carry.current_data.labels.flat().map(label));
    expect([...state.carry.identifiers]).toEqual(carry.current_data.puzzle_identifiers);
    expect(distance(report.results.qHaltLogit, q_halt_logits)).toBeLessThan(TOLERANCE.state);
    expect(distance(report.results.qContinueLogit, q_continue_logits)).toBeLessThan(TOLERANCE.state);
    const { states } = state;
    const ours = new Map([...states, ["logits", report.outputs.get("logits")] as const]);
    expectClose(await tensors(`carry_step${step}`), (name) => ours.get(name as "z_H"), TOLERANCE.state);
  });

  it.each(STEPS)("step %i: all weights after the update", async (step) => {
    const { weights } = after(step).state;
    const reference = await tensors(`state_step${step}`);
    expect([...weights.keys()].sort()).toEqual([...reference.keys()].sort());
    expectClose(reference, (name) => weights.get(name)?.data, TOLERANCE.parameter);
  });

  it.each([1, 2])("step %i: every gradient, that of the puzzle embedding's rows too", async (step) => {
    const { outputs } = after(step).report;
    const reference = await tensors(`grads_step${step}`);
    const rows = reference.get("puzzle_emb.local_weights.grad");
    for (const name of [...reference.keys()]) if (name.startsWith("puzzle_emb.")) reference.delete(name);
    expectClose(reference, (name) => outputs.get(`gradient ${name}`), TOLERANCE.gradient);
    expect(distance(rows, outputs.get("gradient puzzle rows"))).toBeLessThan(TOLERANCE.gradient);
  });

  it("step 3: the optimiser's two moments", async () => {
    const { m, v } = after(3).state;
    expectClose(await tensors("adam_m_step3"), (name) => m.get(name), TOLERANCE.gradient);
    expectClose(await tensors("adam_v_step3"), (name) => v.get(name), TOLERANCE.gradient);
  });

  it.each([3, 5])("step %i: the average, beside live buffers and puzzle embedding", async (step) => {
    const { state } = after(step);
    const averaged = averagedWeights(state);
    expectClose(await tensors(`ema_step${step}`), (name) => averaged.get(name)?.data, TOLERANCE.parameter);
    const live = await tensors(`state_step${step}`);
    for (const name of ["puzzle_emb.weights", "H_init", "L_init"]) {
      expect(distance(live.get(name), averaged.get(name)?.data), name).toBeLessThan(TOLERANCE.parameter);
    }
  });
});
