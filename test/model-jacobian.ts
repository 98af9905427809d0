/**
 * @file One supervision step of a model as a function in float64, and its Jacobian by differences of that: unrolled into one graph and
 * run by the reference engine, so that nothing is shared with the rollout but the networks.
 */

import { Matrix } from "ml-matrix";
import type { EngineTensor } from "../src/engine/engine.ts";
import { createReferenceEngine } from "../src/engine/reference/engine.ts";
import { createGraph } from "../src/graph/build.ts";
import type { Value } from "../src/graph/types.ts";
import { positionsOf } from "../src/model/config.ts";
import { embedInput } from "../src/model/embedding.ts";
import type { Model } from "../src/model/model.ts";
import { type Injection, supervisionStep } from "../src/model/schedule.ts";
import { applyUpdate } from "../src/model/update.ts";
import type { RolloutRow } from "../src/rollout/request.ts";

/** States as f64 [N], one behind the other in the order of the schedule, to those after a supervision step. */
export type StepFunction = (state: Float64Array) => Promise<Float64Array>;

export async function supervisionStepFunction(model: Model, row: RolloutRow): Promise<StepFunction> {
  const { config, schedule } = model;
  const shape = [1, positionsOf(config), config.hiddenSize];
  const size = positionsOf(config) * config.hiddenSize;
  const graph = createGraph();
  const tokens = graph.input("tokens", "i32", [1, config.seqLen]);
  const rows = config.puzzleEmbNdim > 0 ? graph.input("rows", "f32", [1, config.puzzleEmbNdim]) : undefined;
  const values: Partial<Record<Injection, Value>> = { input: embedInput(graph, model, tokens, rows) };
  for (const state of schedule.states) values[state] = graph.input(state, "f32", shape);
  for (const { op } of supervisionStep(schedule, 1)) {
    const update = op === "lUpdate" ? schedule.lUpdate : op === "hUpdate" ? schedule.hUpdate : undefined;
    if (update !== undefined) values[update.state] = applyUpdate(graph, model, update, values);
  }
  for (const state of schedule.states) graph.output(`${state} after`, values[state] as Value);

  const engine = createReferenceEngine();
  const executable = await engine.compile(graph);
  const fixed: Record<string, EngineTensor> = {
    tokens: engine.upload([1, config.seqLen], Int32Array.from(row.puzzle.inputTokens)),
  };
  const puzzleRows = await model.puzzleRows([row.puzzleIdentifier]);
  if (rows !== undefined) fixed["rows"] = engine.upload([1, config.puzzleEmbNdim], puzzleRows);
  return async (state) => {
    const inputs = { ...fixed };
    schedule.states.forEach((name, place) => {
      inputs[name] = tensorOf(shape, state.slice(place * size, (place + 1) * size));
    });
    const outputs = await executable.run(inputs);
    const after = schedule.states.map((name) => elementsOf(outputs[`${name} after`] as EngineTensor));
    return Float64Array.from(after.flatMap((elements) => [...elements]));
  };
}

/** The reference engine's tensors hold float64, which its `upload` and `read` would round. */
interface Float64Tensor extends EngineTensor {
  readonly elements: Float64Array;
}

function tensorOf(shape: readonly number[], elements: Float64Array): Float64Tensor {
  return { dtype: "f32", shape, elements };
}

const elementsOf = (tensor: EngineTensor): Float64Array => (tensor as Float64Tensor).elements;

/** ∂out/∂in as [N, N], by central differences. */
export async function jacobianOf(step: StepFunction, state: Float64Array, width = 1e-6): Promise<Matrix> {
  const columns: Float64Array[] = [];
  for (let place = 0; place < state.length; place++) {
    const moved = async (by: number) => step(state.map((value, index) => (index === place ? value + by : value)));
    const [ahead, behind] = [await moved(width), await moved(-width)];
    columns.push(ahead.map((value, index) => (value - (behind[index] as number)) / (2 * width)));
  }
  return new Matrix(columns.map((column) => [...column])).transpose();
}
