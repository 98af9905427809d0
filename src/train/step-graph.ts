/**
 * @file One training step as one graph: all cycles of a supervision step, the losses, their gradients, and the optimiser. Its data stay
 * engine handles from step to step; only a few numbers per row come back.
 */

import {
  add,
  createGraph,
  equal,
  type GraphBuilder,
  greaterOrEqual,
  mul,
  reduce,
  reshape,
  sigmoid,
  slice,
  where,
} from "../graph/build.ts";
import { gradients } from "../graph/gradient/gradients.ts";
import type { Graph, Shape, Value } from "../graph/types.ts";
import { type ModelConfig, positionsOf } from "../model/config.ts";
import { decode } from "../model/decode.ts";
import { embedInput } from "../model/embedding.ts";
import { binaryCrossEntropy, correctCount, crossEntropy, type LossName, labelCount } from "../model/losses.ts";
import type { NetworkDescription } from "../model/parameters.ts";
import type { Schedule, StateName } from "../model/schedule.ts";
import { type Weights, weight } from "../model/weights.ts";
import { type AdamOptions, type AdamRates, adamStep } from "./optimiser/adam.ts";
import { emaStep } from "./optimiser/ema.ts";
import { type StateValues, unrollSupervisionStep } from "./unroll.ts";

export interface StepGraphOptions {
  readonly config: ModelConfig;
  readonly schedule: Schedule;
  /** B */
  readonly batch: number;
  readonly loss: LossName;
  readonly continueTarget: boolean;
  readonly adam: AdamOptions;
  readonly ema: boolean;
  /** The initial states, which never change. */
  readonly buffers: Weights;
  readonly parameters: ReadonlyMap<string, Shape>;
  /** Give the logits and every gradient too. */
  readonly observed?: boolean;
}

/** The names of inputs; of what is carried on, `next(name)` is the output that becomes the input of the next step. */
export const stepNames = {
  tokens: "tokens",
  labels: "labels",
  reset: "reset",
  lastStep: "last step",
  puzzleRows: "puzzle rows",
  rate: (name: keyof AdamRates | "emaRate") => `rate ${name}`,
  state: (name: StateName) => `state ${name}`,
  parameter: (name: string) => `parameter ${name}`,
  m: (name: string) => `m ${name}`,
  v: (name: string) => `v ${name}`,
  ema: (name: string) => `ema ${name}`,
  next: (name: string) => `next ${name}`,
  gradient: (name: string) => `gradient ${name}`,
};

/**
 * Inputs: `tokens` i32 [B, S]; `labels` f32 [B, S], whole numbers or `NO_LABEL`; `reset` f32 [B, 1, 1], 1 where a row begins anew;
 * with a puzzle embedding its `puzzleRows` f32 [B, ndim]; with a target for q_continue `lastStep` f32 [B], 1 at the step limit; the
 * scalars of the schedule; states, parameters, m, v and average.
 *
 * Outputs: the carried tensors after the step, and f32 [B] each `lmLoss`, `qHaltLoss`, `correct`, `q` f32 [B, rows], with a target
 * `qContinueLoss`, and with a puzzle embedding its `gradient puzzle rows` f32 [B, ndim]. Gradients are those of the mean over
 * the batch.
 */
export function stepGraph(options: StepGraphOptions): Graph {
  const { config, schedule, batch, parameters } = options;
  const graph = createGraph();
  const values = new Map(
    [...parameters].map(([name, shape]) => [name, graph.input(stepNames.parameter(name), "f32", shape)]),
  );
  const description: NetworkDescription = {
    config,
    weightValue(name) {
      const value = values.get(name);
      if (value === undefined) throw new Error(`no parameter ${name}`);
      return value;
    },
  };
  const tokens = graph.input(stepNames.tokens, "i32", [batch, config.seqLen]);
  const labels = graph.input(stepNames.labels, "f32", [batch, config.seqLen]);
  const rowShape = [batch, config.puzzleEmbNdim];
  const puzzleRows = config.puzzleEmbNdim > 0 ? graph.input(stepNames.puzzleRows, "f32", rowShape) : undefined;
  const input = embedInput(graph, description, tokens, puzzleRows);

  const unroll = (before: StateValues) => unrollSupervisionStep(graph, schedule, description, input, before);
  const { states, given } = unroll(startingStates(graph, options));
  for (const name of schedule.states) graph.output(stepNames.next(stepNames.state(name)), states[name] as Value);
  const answerOf = (after: StateValues) => decode(graph, description, after[schedule.hUpdate.state] as Value);
  const answer = answerOf(states);

  const [halt, onward] = [column(answer.qLogits, 0), column(answer.qLogits, 1)];
  const correct = correctCount(answer.tokens, labels);
  const lmLoss = crossEntropy(options.loss, answer.logits, labels);
  const isExact = where(equal(correct, labelCount(labels)), 1, 0);
  const qHaltLoss = binaryCrossEntropy(halt, isExact);
  const constants = Object.values(given);
  let halting = qHaltLoss;
  if (options.continueTarget) {
    const target = continueTarget(graph, batch, answerOf(unroll(states).states).qLogits);
    constants.push(target);
    const qContinueLoss = binaryCrossEntropy(onward, target);
    graph.output("qContinueLoss", qContinueLoss);
    halting = add(halting, qContinueLoss);
  }
  graph.output("lmLoss", lmLoss);
  graph.output("qHaltLoss", qHaltLoss);
  graph.output("correct", correct);
  graph.output("q", answer.qLogits);

  const loss = mul(reduce("sum", add(lmLoss, mul(halting, 0.5)), 0), 1 / batch);
  const wrt = [...values.values(), ...(puzzleRows === undefined ? [] : [puzzleRows])];
  const found = gradients(loss, wrt, { constants });
  if (puzzleRows !== undefined) graph.output(stepNames.gradient(stepNames.puzzleRows), found.at(-1) as Value);
  if (options.observed) graph.output("logits", answer.logits);
  [...values].forEach(([name, value], index) => {
    const gradient = found[index] as Value;
    if (options.observed) graph.output(stepNames.gradient(name), gradient);
    updateParameter(graph, options, name, value, gradient);
  });
  return graph;
}

/** The states a step begins with: a row that begins anew has the initial vectors at every position. */
function startingStates(graph: GraphBuilder, { config, schedule, batch, buffers }: StepGraphOptions): StateValues {
  const reset = equal(graph.input(stepNames.reset, "f32", [batch, 1, 1]), 1);
  const shape = [batch, positionsOf(config), config.hiddenSize];
  return Object.fromEntries(
    schedule.states.map((name) => {
      const initial = weight(buffers, name === "z_H" ? "H_init" : "L_init");
      const carried = graph.input(stepNames.state(name), "f32", shape);
      return [name, where(reset, graph.constant([config.hiddenSize], initial.data), carried)];
    }),
  );
}

/**
 * What going on is worth, f32 [B]: the sigmoid of the better of the next supervision step's two q logits, of q_halt's where it will have
 * to halt. Source: upstream `hrm.py`, `forward` of the ACT wrapper, at commit e7b6871.
 */
function continueTarget(graph: GraphBuilder, batch: number, nextQ: Value): Value {
  const lastStep = graph.input(stepNames.lastStep, "f32", [batch]);
  const [halt, onward] = [column(nextQ, 0), column(nextQ, 1)];
  const better = where(greaterOrEqual(halt, onward), halt, onward);
  return sigmoid(where(equal(lastStep, 1), halt, better));
}

function updateParameter(
  graph: GraphBuilder,
  { adam, ema, parameters }: StepGraphOptions,
  name: string,
  parameter: Value,
  gradient: Value,
): void {
  const shape = parameters.get(name) ?? [];
  const rate = (of: keyof AdamRates | "emaRate"): Value => {
    const input = stepNames.rate(of);
    return graph.inputs.get(input) ?? graph.input(input, "f32", []);
  };
  const rates = { kept: rate("kept"), stepSize: rate("stepSize"), secondCorrection: rate("secondCorrection") };
  const [m, v] = [stepNames.m(name), stepNames.v(name)];
  const before = { parameter, m: graph.input(m, "f32", shape), v: graph.input(v, "f32", shape) };
  const after = adamStep(before, gradient, rates, adam);
  graph.output(stepNames.next(stepNames.parameter(name)), after.parameter);
  graph.output(stepNames.next(m), after.m);
  graph.output(stepNames.next(v), after.v);
  if (!ema) return;
  const average = graph.input(stepNames.ema(name), "f32", shape);
  graph.output(stepNames.next(stepNames.ema(name)), emaStep(average, after.parameter, rate("emaRate")));
}

/** f32 [B, n] → f32 [B] */
const column = (values: Value, place: number): Value =>
  reshape(slice(values, 1, place, place + 1), [values.shape[0] ?? 1]);
