/**
 * @file Which way the states of one row would have to go for another answer: the gradient of a loss of the answer that an H-update
 * would give now. One row at a time, so that it is the same at every batch size; compiled when it is first asked for.
 */

import { UNLABELLED } from "../arc/puzzle.ts";
import type { Engine, EngineTensor, Executable } from "../engine/engine.ts";
import { createGraph } from "../graph/build.ts";
import { gradients } from "../graph/gradient/gradients.ts";
import type { Graph, Value } from "../graph/types.ts";
import { positionsOf } from "../model/config.ts";
import { decode } from "../model/decode.ts";
import { crossEntropy, NO_LABEL } from "../model/losses.ts";
import type { Model } from "../model/model.ts";
import type { StateName } from "../model/schedule.ts";
import { applyUpdate } from "../model/update.ts";

export interface AnswerGradient {
  /** What the answer would be, f32 [S], whole numbers. */
  readonly tokens: Float32Array;
  /** Nats, mean over the cells where something is wanted. */
  readonly loss: number;
  /** Of the loss, with respect to each state that the model has, f32 [P+S, D]. */
  readonly gradients: Readonly<Partial<Record<StateName, Float32Array>>>;
}

export interface AnswerGradients {
  /** `readState` gives f32 [P+S, D]; `wanted` is u8 [S], `UNLABELLED` where nothing is. */
  of(readState: (name: StateName) => Promise<Float32Array>, wanted: Uint8Array): Promise<AnswerGradient>;
  release(): Promise<void>;
}

/**
 * States f32 [1, P+S, D] by their names, and `labels` f32 [1, S] → `tokens` f32 [1, S], `loss` f32 [1], the
 * cross-entropy of the tokens' softmax, mean over the labelled cells, and its gradient by each state, `gradient NAME`.
 */
export function answerGradientGraph(model: Model): Graph {
  const { config, schedule } = model;
  const graph = createGraph();
  const shape = [1, positionsOf(config), config.hiddenSize];
  const states = schedule.states.map((name) => [name, graph.input(name, "f32", shape)] as const);
  const answer = decode(graph, model, applyUpdate(graph, model, schedule.hUpdate, Object.fromEntries(states)));
  graph.output("tokens", answer.tokens);
  const labels = graph.input("labels", "f32", [1, config.seqLen]);
  const loss = crossEntropy("softmax_cross_entropy", answer.logits, labels);
  graph.output("loss", loss);
  const found = gradients(
    loss,
    states.map(([, value]) => value),
  );
  states.forEach(([name], place) => {
    graph.output(gradientOf(name), found[place] as Value);
  });
  return graph;
}

const gradientOf = (state: StateName): string => `gradient ${state}`;

export function createAnswerGradients(model: Model, engine: Engine): AnswerGradients {
  const { config, schedule } = model;
  let compiled: Promise<Executable> | undefined;
  return {
    async of(readState, wanted) {
      compiled ??= engine.compile(answerGradientGraph(model));
      const executable = await compiled;
      const inputs: Record<string, EngineTensor> = {};
      for (const name of schedule.states) {
        inputs[name] = engine.upload([1, positionsOf(config), config.hiddenSize], await readState(name));
      }
      const labels = Float32Array.from(wanted, (token) => (token === UNLABELLED ? NO_LABEL : token));
      inputs["labels"] = engine.upload([1, config.seqLen], labels);
      const outputs = await executable.run(inputs);
      const read = (name: string) => engine.read(outputs[name] as EngineTensor);
      const found: Partial<Record<StateName, Float32Array>> = {};
      for (const name of schedule.states) found[name] = await read(gradientOf(name));
      const tokens = await read("tokens");
      const [loss = 0] = await read("loss");
      for (const tensor of [...Object.values(inputs), ...Object.values(outputs)]) engine.dispose(tensor);
      return { tokens, loss, gradients: found };
    },
    async release() {
      await (await compiled)?.release();
    },
  };
}
