/**
 * @file The four graphs a rollout runs, built for one model and batch size: embed, L-update, H-update with everything that is
 * read off an answer state, and the movement of the joint state over an H-step.
 */

import { createGraph } from "../graph/build.ts";
import type { Graph, Value } from "../graph/types.ts";
import { positionsOf } from "../model/config.ts";
import { decode } from "../model/decode.ts";
import { embedInput } from "../model/embedding.ts";
import type { Model } from "../model/model.ts";
import { cosDist, type JointState, residual, unit, unitCosDist } from "../model/movement.ts";
import type { StateName, Update } from "../model/schedule.ts";
import { applyUpdate, operandsOf } from "../model/update.ts";

export interface DecodeOptions {
  /** Report each cell's largest softmax probability. */
  readonly confidence?: boolean;
  /** Report every cell's softmax probabilities. */
  readonly probabilities?: boolean;
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

/** The update's operands → `state` f32 [B, P+S, D] and `cosDist` f32 [B]: how far it moved. */
export function lUpdateGraph(model: Model, batch: number): Graph {
  const { graph } = updateGraph(model, model.schedule.lUpdate, batch);
  return graph;
}

/**
 * As the L-update, and what the new state says: `tokens` f32 [B, S], `q` f32 [B, rows], `meanEntropy` f32 [B],
 * `minMargin` f32 [B]; on request `confidence` f32 [B, S], `probabilities` f32 [B, S, V].
 */
export function hUpdateGraph(model: Model, batch: number, options: DecodeOptions): Graph {
  const { graph, state } = updateGraph(model, model.schedule.hUpdate, batch);
  const decoded = decode(graph, model, state);
  graph.output("tokens", decoded.tokens);
  graph.output("q", decoded.qLogits);
  graph.output("meanEntropy", decoded.meanEntropy);
  graph.output("minMargin", decoded.minMargin);
  if (options.confidence) graph.output("confidence", decoded.confidence);
  if (options.probabilities) graph.output("probabilities", decoded.probabilities);
  return graph;
}

function updateGraph(model: Model, update: Update, batch: number) {
  const graph = createGraph();
  const shape = [batch, positionsOf(model.config), model.config.hiddenSize];
  const operands = Object.fromEntries(operandsOf(update).map((name) => [name, graph.input(name, "f32", shape)]));
  const before = operands[update.state] as Value;
  const state = applyUpdate(graph, model, update, operands);
  graph.output("state", state);
  graph.output("cosDist", cosDist([before], [state]));
  return { graph, state };
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
