import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testEngine } from "../../../test/engines.ts";
import { jacobianOf, type StepFunction, supervisionStepFunction } from "../../../test/model-jacobian.ts";
import { SMALL, smallModel, smallRows } from "../../../test/small-model.ts";
import { trackingEngine } from "../../../test/tracking-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import type { Architecture } from "../../model/config.ts";
import type { Model } from "../../model/model.ts";
import { bindModel } from "../../rollout/bound-model.ts";
import { parseInterventions } from "../../rollout/interventions/parse.ts";
import type { RolloutRow } from "../../rollout/request.ts";
import { rollout } from "../../rollout/rollout.ts";
import { type DifferenceOptions, defaultEpsilon, differenceTangents, rowsFor } from "./difference-tangents.ts";
import { finiteTimeExponents, type GrowthStep, growthAlong } from "./exponents.ts";
import { type RolloutExponentOptions, rolloutExponents } from "./rollout-exponents.ts";
import { type RolloutMapOptions, rolloutMap } from "./rollout-map.ts";
import { exactTangents } from "./tangent-map.ts";

const configOf = (architecture: Architecture) => ({
  ...SMALL,
  architecture,
  hiddenSize: 8,
  hLayers: architecture === "hrm" ? 1 : 0,
  seqLen: 4,
  puzzlePositions: 1,
  puzzleEmbNdim: 8,
  hCycles: 2,
  lCycles: 2,
});
const rowOf = (architecture: Architecture): RolloutRow => smallRows(["a"], configOf(architecture))[0] as RolloutRow;

let cpu: Engine;
beforeAll(async () => {
  cpu = await testEngine("cpu");
});
afterAll(() => cpu.close());

/** A model of random weights that settles slowly: several directions shrink at about the same rate. */
const slowModel = (architecture: Architecture = "trm"): Promise<Model> => smallModel(configOf(architecture), 4);

async function grow(
  model: Model,
  {
    exponents,
    count,
    start,
    ...options
  }: DifferenceOptions & RolloutMapOptions & { exponents: number; count: number; start?: Float64Array },
): Promise<GrowthStep[]> {
  const bound = await bindModel(model, cpu, rowsFor(exponents, options.scheme), { probes: false });
  const map = rolloutMap(bound, rowOf(model.config.architecture), options);
  const steps: GrowthStep[] = [];
  for await (const step of growthAlong(differenceTangents(map, options), start ?? map.start, { exponents, seed: 5 })) {
    steps.push(step);
    if (steps.length === count) break;
  }
  await map.close();
  await bound.release();
  return steps;
}

async function exponentsOf(model: Model, options: RolloutExponentOptions & DifferenceOptions) {
  const bound = await bindModel(model, cpu, rowsFor(options.exponents, options.scheme), { probes: false });
  const found = await rolloutExponents(bound, rowOf(model.config.architecture), options);
  await bound.release();
  return found;
}

describe("exponents of a model, against its Jacobian in float64", () => {
  let model: Model;
  let step: StepFunction;
  let fixedPoint: Float64Array;
  let known: Float64Array[];
  beforeAll(async () => {
    model = await slowModel();
    step = await supervisionStepFunction(model, rowOf("trm"));
    fixedPoint = Float64Array.from({ length: 80 }, (_, place) => Math.sin(place * place + 1));
    for (let count = 0; count < 200; count++) fixedPoint = await step(fixedPoint);
    (await step(fixedPoint)).forEach((value, place) => {
      expect(Math.abs(value - (fixedPoint[place] as number))).toBeLessThan(1e-12);
    });
    known = await exactGrowth(model, step, 3);
  }, 60_000);

  it("are the logarithms of the eigenvalues at a fixed point", async () => {
    const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(await jacobianOf(step, fixedPoint));
    const exact = realEigenvalues
      .map((real, index) => Math.log(Math.hypot(real, imaginaryEigenvalues[index] ?? 0)))
      .toSorted((a, b) => b - a);
    // −0.290, then a pair of −0.334.
    const found = finiteTimeExponents(await grow(model, { exponents: 3, count: 500, start: fixedPoint }), 200);
    const [first = 0, second = 0, third = 0] = found.exponents;
    expect(first / (exact[0] as number)).toBeCloseTo(1, 2);
    expect((second + third) / ((exact[1] as number) + (exact[2] as number))).toBeCloseTo(1, 2);
  });

  it("grow as J does, step by step, away from a fixed point too", async () => {
    const found = await grow(model, { exponents: 4, count: 3 });
    expect(largestDifference(found, known)).toBeLessThan(0.002);
  });

  it.each([
    ["central", 1e-7, 0.5],
    ["forward", 1e-7, 0.1],
  ] as const)("lie on a plateau of ε at its default, by %s differences", async (scheme, tooSmall, tooLarge) => {
    const errorAt = async (epsilon: number): Promise<number> =>
      largestDifference(await grow(model, { exponents: 4, count: 3, scheme, epsilon }), known);
    const best = defaultEpsilon("float32", scheme);
    for (const epsilon of [best / 3, best, 3 * best]) expect(await errorAt(epsilon)).toBeLessThan(0.01);
    // Below, rounding; above, the curvature of the map.
    expect(await errorAt(tooSmall)).toBeGreaterThan(0.05);
    expect(await errorAt(tooLarge)).toBeGreaterThan(0.05);
  });
});

/** ln of the growths along the first `count` steps, from Jacobians alone; k = 4, with the frame that `grow` starts with. */
async function exactGrowth(model: Model, step: StepFunction, count: number): Promise<Float64Array[]> {
  const start = rolloutStart(model);
  const jacobians: Matrix[] = [];
  for (let state = start; jacobians.length < count; state = await step(state)) {
    jacobians.push(await jacobianOf(step, state));
  }
  let products = 0;
  const map = exactTangents(
    start.length,
    (state) => state,
    (_, vector) => {
      const jacobian = jacobians[Math.floor(products++ / 4)] as Matrix;
      return Float64Array.from(jacobian.mmul(Matrix.columnVector([...vector])).to1DArray());
    },
  );
  const steps = growthAlong(map, start, { exponents: 4, seed: 5 });
  const growths: Float64Array[] = [];
  while (growths.length < count) growths.push((await steps.next()).value.growth);
  return growths;
}

function largestDifference(found: readonly GrowthStep[], known: readonly Float64Array[]): number {
  return Math.max(
    ...found.flatMap(({ growth }, step) =>
      [...growth].map((ln, index) => Math.abs(ln - (known[step]?.[index] as number))),
    ),
  );
}

/** [z_H, z_L] of the first moment. */
function rolloutStart({ weights, config, schedule }: Model): Float64Array {
  const positions = config.puzzlePositions + config.seqLen;
  return Float64Array.from(
    schedule.states.flatMap((name) => {
      const vector = [...(weights.get(name === "z_H" ? "H_init" : "L_init")?.data ?? [])];
      return Array.from({ length: positions }, () => vector).flat();
    }),
  );
}

describe("rolloutMap", () => {
  it.each(["trm", "trm-singlez", "hrm"] as const)(
    "follows the rollout that %s does undisturbed",
    async (architecture) => {
      const model = await slowModel(architecture);
      const bound = await bindModel(model, cpu, 1, { probes: false });
      const states: Float32Array[] = [];
      for await (const event of rollout(bound, [rowOf(architecture)], { steps: 4 })) {
        if (event.address.hStep === 2) states.push(await event.readState("z_L"));
      }
      const steps = await grow(model, { exponents: 2, count: 4 });
      steps.forEach(({ state }, index) => {
        const known = states[index] as Float32Array;
        state.slice(-known.length).forEach((value, place) => {
          expect(Math.abs(value - (known[place] as number))).toBeLessThan(1e-5);
        });
      });
    },
  );

  it("gives the same exponents from H-steps, which QR decompositions in between do not change", async () => {
    const model = await slowModel();
    const whole = await exponentsOf(model, { exponents: 3, steps: 6, skip: 1 });
    const halves = await exponentsOf(model, { exponents: 3, steps: 6, skip: 1, unit: "h-step" });
    expect(halves.running).toHaveLength(10);
    whole.exponents.forEach((exponent, index) => {
      expect(2 * (halves.exponents[index] as number)).toBeCloseTo(exponent, 2);
    });
    expect(halves.answerTokens).toEqual(whole.answerTokens);
  });

  it.each(["wasm", "reference"] as const)("gives the same exponents on %s", async (name) => {
    const model = await slowModel();
    const engine = await testEngine(name);
    const bound = await bindModel(model, engine, rowsFor(2), { probes: false });
    const found = await rolloutExponents(bound, rowOf("trm"), { exponents: 2, steps: 3 });
    await engine.close();
    const { running } = await exponentsOf(model, { exponents: 2, steps: 3 });
    found.running.forEach((values, step) => {
      values.forEach((value, which) => {
        expect(Math.abs(value - (running[step]?.[which] as number))).toBeLessThan(0.002);
      });
    });
  });

  it("kicks trajectory and copies alike", async () => {
    const model = await slowModel();
    const specs = ["noise@2:target=z_L,sigma=1"];
    const interventions = parseInterventions(specs, { cycles: model.schedule, states: model.schedule.states });
    const still = await grow(model, { exponents: 2, count: 3 });
    const kicked = await grow(model, { exponents: 2, count: 3, interventions, seed: 3 });
    expect(kicked[0]?.growth).toEqual(still[0]?.growth);
    expect(kicked[1]?.state).not.toEqual(still[1]?.state);
    // A kick that differed between the rows would be some 300 displacements large.
    for (const ln of kicked[1]?.growth ?? []) expect(Math.abs(ln)).toBeLessThan(2);
  });

  it("leaves nothing on the engine", async () => {
    const engine = trackingEngine(cpu);
    const bound = await bindModel(await slowModel(), engine, rowsFor(2), { probes: false });
    await rolloutExponents(bound, rowOf("trm"), { exponents: 2, steps: 2 });
    expect(engine.live()).toBe(0);
    await bound.release();
  });

  it("wants a state for each row of the batch", async () => {
    const bound = await bindModel(await slowModel(), cpu, 3, { probes: false });
    const map = rolloutMap(bound, rowOf("trm"));
    await expect(map.apply([map.start])).rejects.toThrow("1 states for a batch of 3");
    await bound.release();
  });
});
