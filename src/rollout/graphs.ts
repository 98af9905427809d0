/**
 * @file The graphs a rollout runs, built for one model and batch size: the input embedding, an L-step with everything that is read off
 * the answer it would give, and the movement of the joint state over an H-step.
 */

import { createGraph, type GraphBuilder } from "../graph/build.ts";
import type { Graph, Value } from "../graph/types.ts";
import { positionsOf } from "../model/config.ts";
import { decode } from "../model/decode.ts";
import { embedInput } from "../model/embedding.ts";
import type { Model } from "../model/model.ts";
import { cosDist, type JointState, residual, unit, unitCosDist } from "../model/movement.ts";
import type { Injection, StateName, Update } from "../model/schedule.ts";
import { applyUpdate, type Operands, operandsOf } from "../model/update.ts";

export interface DecodeOptions {
  /** Report each cell's largest softmax probability. */
  readonly confidence?: boolean;
  /** Report every cell's softmax probabilities. */
  readonly probabilities?: boolean;
  /** Decode a probe after every L-step, which is the default; without them there are answers only, for half the price. */
  readonly probes?: boolean;
}

/** `tokens` i32 [B, S], `puzzleRows` f32 [B, ndim] where the model has a puzzle embedding → `input` f32 [B, P+S, D]. */
export function embedGraph(model: Model, batch: number): Graph {
  const { config } = model;
  const graph = createGraph();
  const tokens = graph.input("tokens", "i32", [batch, config.seqLen]);
  const rows = config.puzzleEmbNdim > 0 ? graph.input("puzzleRows", "f32", [batch, config.puzzleEmbNdim]) : undefined;
  graph.output("input", embedInput(graph, model, tokens, rows));
  return graph;
}

/**
 * An L-step and the H-update that follows it, be that thrown away as a probe or kept as the answer: one graph, and so one thread pool,
 * for all network applications of a traced rollout. Inputs `z_H`, `z_L`, `input` f32 [B, P+S, D], those that the model has.
 *
 * Outputs `L state`, `H state` f32 [B, P+S, D] with `L cosDist`, `H cosDist` f32 [B]: the states after the two updates, and how far
 * each moved; of the state after the H-update `tokens` f32 [B, S], `q` f32 [B, rows], `meanEntropy` f32 [B], `minMargin` f32
 * [B]; on request `confidence` f32 [B, S], `probabilities` f32 [B, S, V].
 */
export function lStepGraph(model: Model, batch: number, options: DecodeOptions): Graph {
  const { lUpdate, hUpdate } = model.schedule;
  const { graph, values } = updateInputs(model, batch, [...operandsOf(lUpdate), ...operandsOf(hUpdate)]);
  const afterL = appendUpdate(graph, model, lUpdate, values, "L");
  const afterH = appendUpdate(graph, model, hUpdate, { ...values, [lUpdate.state]: afterL }, "H");
  const decoded = decode(graph, model, afterH);
  graph.output("tokens", decoded.tokens);
  graph.output("q", decoded.qLogits);
  graph.output("meanEntropy", decoded.meanEntropy);
  graph.output("minMargin", decoded.minMargin);
  if (options.confidence) graph.output("confidence", decoded.confidence);
  if (options.probabilities) graph.output("probabilities", decoded.probabilities);
  return graph;
}

/** The L-update alone, for rollouts without probes: `L state`, `L cosDist` as above. */
export function lUpdateGraph(model: Model, batch: number): Graph {
  const { lUpdate } = model.schedule;
  const { graph, values } = updateInputs(model, batch, operandsOf(lUpdate));
  appendUpdate(graph, model, lUpdate, values, "L");
  return graph;
}

function updateInputs(model: Model, batch: number, names: readonly Injection[]) {
  const graph = createGraph();
  const shape = [batch, positionsOf(model.config), model.config.hiddenSize];
  const values = Object.fromEntries([...new Set(names)].map((name) => [name, graph.input(name, "f32", shape)]));
  return { graph, values };
}

function appendUpdate(graph: GraphBuilder, model: Model, update: Update, values: Operands, level: "L" | "H"): Value {
  const state = applyUpdate(graph, model, update, values);
  graph.output(`${level} state`, state);
  graph.output(`${level} cosDist`, cosDist([values[update.state] as Value], [state]));
  return state;
}

/** How many answers back a return is looked for: 2 to `RETURN_WINDOW + 1`. */
export const RETURN_WINDOW = 8;

/** Names of the movement graph's inputs and outputs for one state. */
export const movementNames = (state: StateName) => ({
  before: `before ${state}`,
  after: `after ${state}`,
  unit: `unit ${state}`,
  past: (place: number) => `past ${place} ${state}`,
});

/**
 * For each state `before`, `after` and `RETURN_WINDOW` past unit states → `residual` f32 [B], the `unit` states to keep, and
 * `return 0` … f32 [B]: 1 − cosine of the joint state to each past one.
 */
export function movementGraph(model: Model, batch: number): Graph {
  const graph = createGraph();
  const { states } = model.schedule;
  const shape = [batch, positionsOf(model.config), model.config.hiddenSize];
  const joint = (name: (state: StateName) => string): JointState => {
    const [first, ...rest] = states.map((state) => graph.input(name(state), "f32", shape));
    return [first as Value, ...rest];
  };
  const before = joint((state) => movementNames(state).before);
  const after = joint((state) => movementNames(state).after);
  graph.output("residual", residual(before, after));
  const now = unit(graph, after);
  states.forEach((state, index) => {
    graph.output(movementNames(state).unit, now[index] as Value);
  });
  for (let place = 0; place < RETURN_WINDOW; place++) {
    const past = joint((state) => movementNames(state).past(place));
    graph.output(`return ${place}`, unitCosDist(now, past));
  }
  return graph;
}
