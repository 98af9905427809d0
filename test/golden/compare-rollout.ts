/**
 * @file A rollout against the reference numbers of the official code, event by event.
 */

import type { Engine } from "../../src/engine/engine.ts";
import { createGraph } from "../../src/graph/build.ts";
import { positionsOf } from "../../src/model/config.ts";
import { decode } from "../../src/model/decode.ts";
import type { Model } from "../../src/model/model.ts";
import { bindModel } from "../../src/rollout/bound-model.ts";
import type { RolloutEvent } from "../../src/rollout/events.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import { type GoldenName, goldenRows, type Reference, reference } from "./golden-model.ts";

/** The largest absolute differences seen; `firstStep` of supervision step 1 alone. */
export interface Differences {
  events: number;
  states: number;
  firstStepStates: number;
  logits: number;
  firstStepLogits: number;
  qLogits: number;
  cosDist: number;
  minMargin: number;
  /** The largest reference margin of a cell that was answered differently; −1 where none was. */
  wrongCellMargin: number;
}

/** Rolls out rows `first` to `first + batch` of the golden batch for `steps` supervision steps. */
export async function compareRollout(
  name: GoldenName,
  model: Model,
  engine: Engine,
  { steps, batch, first = 0 }: { steps: number; batch: number; first?: number },
): Promise<Differences> {
  const worst: Differences = {
    events: 0,
    states: 0,
    firstStepStates: 0,
    logits: 0,
    firstStepLogits: 0,
    qLogits: 0,
    cosDist: 0,
    minMargin: 0,
    wrongCellMargin: -1,
  };
  const arrays = referenceArrays(name);
  const bound = await bindModel(model, engine, batch);
  const logitsOf = await logitsReader(model, engine, batch);
  const events = rollout(bound, goldenRows(name).slice(first, first + batch), { steps });
  for await (const event of events) {
    worst.events++;
    for (let row = 0; row < batch; row++) compareEvent(worst, event, arrays, row, first + row);
    const { kind, hStep, supervisionStep } = event.address;
    if (kind === "answer" && hStep === model.config.hCycles) {
      await compareStates(worst, event, name, model, first);
      const logits = await logitsOf(await event.readState(model.schedule.hUpdate.state));
      const size = logits.length / batch;
      const expected = arrays.logits.data;
      for (let i = 0; i < logits.length; i++) {
        const place = ((supervisionStep - 1) * 3 + first + Math.floor(i / size)) * size + (i % size);
        grow(
          worst,
          supervisionStep === 1 ? "firstStepLogits" : "logits",
          logits[i] as number,
          expected[place] as number,
        );
      }
    }
  }
  await bound.release();
  return worst;
}

function grow(worst: Differences, key: keyof Differences, got: number, expected: number): void {
  worst[key] = Math.max(worst[key], Math.abs(got - expected));
}

type Arrays = ReturnType<typeof referenceArrays>;

function referenceArrays(name: GoldenName) {
  const load = (array: string): Reference => reference(name, array);
  return {
    probe: {
      tokens: load("answer_L"),
      margins: load("margin_L"),
      halt: load("q_halt_probe_L"),
      continue: load("q_continue_probe_L"),
      cosDist: load("cosdist_L"),
    },
    answer: {
      tokens: load("answer_H"),
      margins: load("margin_H"),
      halt: load("q_halt_H"),
      continue: load("q_continue_H"),
      cosDist: load("cosdist_H"),
    },
    logits: load("logits"),
  };
}

function compareEvent(worst: Differences, event: RolloutEvent, arrays: Arrays, row: number, goldenRow: number): void {
  const { supervisionStep, hStep, lStep, kind } = event.address;
  const expected = arrays[kind];
  const place = [supervisionStep - 1, hStep - 1, ...(kind === "probe" ? [lStep - 1] : []), goldenRow];
  grow(worst, "qLogits", event.qHaltLogit[row] as number, expected.halt.at(...place));
  grow(worst, "qLogits", event.qContinueLogit?.[row] as number, expected.continue.at(...place));
  const cosDist = kind === "probe" ? event.lCosDist : event.movement?.hCosDist;
  grow(worst, "cosDist", cosDist?.[row] as number, expected.cosDist.at(...place));
  const cells = expected.tokens.shape.at(-1) ?? 0;
  let minMargin = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < cells; cell++) {
    const margin = expected.margins.at(...place, cell);
    minMargin = Math.min(minMargin, margin);
    if (event.tokens[row * cells + cell] !== expected.tokens.at(...place, cell)) {
      worst.wrongCellMargin = Math.max(worst.wrongCellMargin, margin);
    }
  }
  grow(worst, "minMargin", event.minMargin[row] as number, minMargin);
}

/** The reference has the states of batch row 0 alone. */
async function compareStates(
  worst: Differences,
  event: RolloutEvent,
  name: GoldenName,
  model: Model,
  first: number,
): Promise<void> {
  if (first !== 0) return;
  const step = event.address.supervisionStep;
  const size = positionsOf(model.config) * model.config.hiddenSize;
  for (const state of model.schedule.states) {
    const expected = reference(name, state).data;
    const got = await event.readState(state);
    for (let i = 0; i < size; i++) {
      grow(
        worst,
        step === 1 ? "firstStepStates" : "states",
        got[i] as number,
        expected[(step - 1) * size + i] as number,
      );
    }
  }
}

/** Logits f32 [B, S, V] of an answer state: the rollout itself keeps them on the engine. */
async function logitsReader(model: Model, engine: Engine, batch: number) {
  const { config } = model;
  const graph = createGraph();
  const shape = [batch, positionsOf(config), config.hiddenSize];
  graph.output("logits", decode(graph, model, graph.input("state", "f32", shape)).logits);
  const executable = await engine.compile(graph);
  return async (state: Float32Array): Promise<Float32Array> => {
    const { logits } = await executable.run({ state: engine.upload(shape, state) });
    if (logits === undefined) throw new Error("no logits");
    return engine.read(logits);
  };
}
