import { afterAll, describe, expect, it } from "vitest";
import { smallPlan } from "../../test/small-training.ts";
import type { EngineTensor } from "../engine/engine.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { createGraph } from "../graph/build.ts";
import { sizeOf } from "../graph/shape.ts";
import type { Graph, Shape } from "../graph/types.ts";
import { scheduleOf } from "../model/architectures.ts";
import { positionsOf } from "../model/config.ts";
import { embedInput } from "../model/embedding.ts";
import { initialWeights } from "../model/initialise.ts";
import type { StateName } from "../model/schedule.ts";
import { applyUpdate } from "../model/update.ts";
import type { Weights } from "../model/weights.ts";
import { normalStream } from "../random/stream.ts";
import { parameterShapes } from "./parameter-names.ts";
import type { TrainingPlan } from "./plan.ts";
import { type StepGraphOptions, stepGraph, stepNames } from "./step-graph.ts";

const engine = createReferenceEngine();
afterAll(() => engine.close());

type Inputs = ReadonlyMap<string, Float32Array | Int32Array>;

/** Elements in float64: the reference engine rounds only what is read the ordinary way. */
function exact(tensor: EngineTensor | undefined): Float64Array {
  if (tensor !== undefined && "elements" in tensor && tensor.elements instanceof Float64Array) return tensor.elements;
  throw new Error("no tensor of the reference engine");
}

async function run(graph: Graph, inputs: Inputs): Promise<(name: string) => Float64Array> {
  const executable = await engine.compile(graph);
  const entries = [...graph.inputs].map(([name, { shape, dtype }]) => {
    const empty = (): Float32Array | Int32Array =>
      dtype === "i32" ? new Int32Array(sizeOf(shape)) : new Float32Array(sizeOf(shape));
    return [name, engine.upload(shape, inputs.get(name) ?? empty())];
  });
  const outputs = await executable.run(Object.fromEntries(entries));
  await executable.release();
  return (name) => exact(outputs[name]);
}

interface Model {
  readonly plan: TrainingPlan;
  readonly weights: Weights;
  readonly parameters: ReadonlyMap<string, Shape>;
  readonly options: StepGraphOptions;
  readonly inputs: Inputs;
}

const BATCH = 3;

/** A model of one H-cycle, all of whose updates learn: the gradient is that of the whole function. */
function model(arch: Readonly<Record<string, unknown>>): Model {
  const plan = smallPlan({}, arch);
  const { config, recipe } = plan;
  const weights = initialWeights(config, {
    seed: 3,
    expansion: recipe.expansion,
    gain: 0.8,
    spread: 0.3,
    haltBias: 0.2,
  });
  const parameters = parameterShapes(config, recipe.expansion);
  const normal = normalStream(11);
  const random = (shape: Shape): Float32Array => Float32Array.from({ length: sizeOf(shape) }, normal);
  const tokens = Int32Array.from({ length: BATCH * config.seqLen }, (_, cell) => (cell * 7) % config.vocabSize);
  const inputs = new Map<string, Float32Array | Int32Array>([
    [stepNames.tokens, tokens],
    // The second row has no labels, the third some.
    [stepNames.labels, Float32Array.from(tokens, (_, cell) => (cell < 4 || cell > 9 ? (cell * 3) % 5 : -1))],
    [stepNames.reset, Float32Array.of(1, 0, 0)],
    [stepNames.lastStep, Float32Array.of(0, 1, 0)],
    [stepNames.puzzleRows, random([BATCH, config.puzzleEmbNdim])],
    [stepNames.state("z_H"), random([BATCH, positionsOf(config), config.hiddenSize])],
    [stepNames.state("z_L"), random([BATCH, positionsOf(config), config.hiddenSize])],
    ...[...parameters.keys()].map(
      (name) => [stepNames.parameter(name), weights.get(name)?.data as Float32Array] as const,
    ),
  ]);
  const options: StepGraphOptions = {
    config,
    schedule: scheduleOf(config),
    batch: BATCH,
    loss: recipe.loss,
    continueTarget: recipe.continueTarget,
    adam: recipe,
    ema: false,
    buffers: weights,
    parameters,
    observed: true,
  };
  return { plan, weights, parameters, options, inputs };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const column = (q: Float64Array, place: number): Float64Array => q.filter((_, index) => index % 2 === place);

/** The loss of a batch, from what the graph says of its rows; q_continue against targets that stay what they are. */
function lossOf(output: (name: string) => Float64Array, targets: readonly number[] | undefined): number {
  const onward = column(output("q"), 1);
  const qContinue = (targets ?? []).reduce((total, target, row) => {
    const p = sigmoid(onward[row] as number);
    return total - target * Math.log(p) - (1 - target) * Math.log(1 - p);
  }, 0);
  return (sum(output("lmLoss")) + 0.5 * (sum(output("qHaltLoss")) + qContinue)) / BATCH;
}

/** What q_continue is to learn, from a supervision step of its own that goes on from the first one's states. */
async function continueTargets({ options, inputs }: Model, first: (name: string) => Float64Array): Promise<number[]> {
  const onward = new Map(inputs).set(stepNames.reset, new Float32Array(BATCH));
  for (const name of options.schedule.states) {
    onward.set(stepNames.state(name), Float32Array.from(first(stepNames.next(stepNames.state(name)))));
  }
  const q = (await run(stepGraph(options), onward))("q");
  const lastStep = inputs.get(stepNames.lastStep) as Float32Array;
  return Array.from(column(q, 0), (halt, row) =>
    sigmoid(lastStep[row] === 1 ? halt : Math.max(halt, column(q, 1)[row] as number)),
  );
}

const ARCHITECTURES = {
  "TRM with attention": { H_cycles: 1 },
  "TRM with mlp_t": { H_cycles: 1, mlp_t: true, pos_encodings: "none" },
  "TRM with learned positions and softmax": {
    H_cycles: 1,
    pos_encodings: "learned",
    loss: { loss_type: "softmax_cross_entropy" },
  },
  "single-z TRM": { H_cycles: 1, name: "recursive_reasoning.trm_singlez@TinyRecursiveReasoningModel_ACTV1" },
  HRM: { name: "recursive_reasoning.hrm@HierarchicalReasoningModel_ACTV1", H_cycles: 1, L_cycles: 1 },
};

describe.each(Object.entries(ARCHITECTURES))("the gradient of %s", (_, arch) => {
  it("is that of finite differences, parameter by parameter", async () => {
    const subject = model(arch);
    const { inputs, parameters, options } = subject;
    const graph = stepGraph(options);
    const output = await run(graph, inputs);
    const targets = options.continueTarget ? await continueTargets(subject, output) : undefined;
    if (targets !== undefined) {
      const found = output("qContinueLoss");
      expect(sum(found)).toBeCloseTo(2 * BATCH * (lossOf(output, targets) - lossOf(output, undefined)), 6);
    }
    const normal = normalStream(13);
    for (const name of [...[...parameters.keys()].map(stepNames.parameter), stepNames.puzzleRows]) {
      const values = inputs.get(name) as Float32Array;
      const gradient = output(
        name === stepNames.puzzleRows ? `gradient ${name}` : name.replace("parameter", "gradient"),
      );
      // A random direction, in steps that float32 holds exactly.
      const step = values.map(() => Math.fround(normal() * 2 ** -13));
      const there = values.map((value, place) => value + (step[place] as number));
      const back = values.map((value, place) => value - (step[place] as number));
      const [high, low] = [
        lossOf(await run(graph, new Map(inputs).set(name, there)), targets),
        lossOf(await run(graph, new Map(inputs).set(name, back)), targets),
      ];
      const expected = gradient.reduce(
        (total, g, place) => total + g * ((there[place] as number) - (back[place] as number)),
        0,
      );
      const size = Math.sqrt(sum(gradient.map((g) => g * g))) * 2 ** -13;
      expect(size, name).toBeGreaterThan(0);
      expect(Math.abs(high - low - expected) / size, name).toBeLessThan(1e-4);
    }
  });
});

describe("the gradient through several H-cycles", () => {
  /** The states after the first cycles, as a graph that only goes forward gives them. */
  async function statesAfter({ weights, options, inputs }: Model, updates: readonly ("lUpdate" | "hUpdate")[]) {
    const { config, schedule, batch } = options;
    const graph = createGraph();
    const tokens = graph.input(stepNames.tokens, "i32", [batch, config.seqLen]);
    const rows = graph.input(stepNames.puzzleRows, "f32", [batch, config.puzzleEmbNdim]);
    const description = { config, weights };
    const input = embedInput(graph, description, tokens, rows);
    const shape = [batch, positionsOf(config), config.hiddenSize];
    const states = new Map(schedule.states.map((name) => [name, graph.input(stepNames.state(name), "f32", shape)]));
    for (const name of updates) {
      const update = schedule[name];
      states.set(update.state, applyUpdate(graph, description, update, { ...Object.fromEntries(states), input }));
    }
    for (const [name, value] of states) graph.output(name, value);
    const output = await run(graph, inputs);
    return (name: StateName): Float32Array => Float32Array.from(output(name));
  }

  it.each([
    ["TRM", {}, { H_cycles: 1 }, ["lUpdate", "lUpdate", "hUpdate"]],
    [
      "HRM",
      { name: "hrm@HRM" },
      { name: "hrm@HRM", H_cycles: 1, L_cycles: 1 },
      ["lUpdate", "lUpdate", "hUpdate", "lUpdate"],
    ],
  ] as const)("goes only as far back as upstream's: %s", async (_, whole, last, before) => {
    const long = model({ ...whole, no_ACT_continue: true });
    const noReset = (inputs: Inputs) => new Map(inputs).set(stepNames.reset, new Float32Array(BATCH));
    const output = await run(stepGraph(long.options), noReset(long.inputs));

    const short = model({ ...last, no_ACT_continue: true });
    const state = await statesAfter(long, before);
    const given = noReset(long.inputs);
    for (const name of short.options.schedule.states) given.set(stepNames.state(name), state(name));
    const expected = await run(stepGraph(short.options), given);

    for (const name of long.parameters.keys()) {
      const [found, wanted] = [output(stepNames.gradient(name)), expected(stepNames.gradient(name))];
      const size = Math.sqrt(sum(wanted.map((g) => g * g)));
      const difference = Math.sqrt(sum(wanted.map((g, place) => (g - (found[place] as number)) ** 2)));
      expect(difference / Math.max(size, 1e-9), name).toBeLessThan(1e-5);
    }
  });
});
