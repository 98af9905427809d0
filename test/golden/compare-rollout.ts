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
import { compareEvent, type Differences, grow, noDifferences, referenceArrays } from "./compare-event.ts";
import { type GoldenName, goldenRows, reference } from "./golden-model.ts";

/** Rolls out rows `first` to `first + batch` of the golden batch for `steps` supervision steps. */
export async function compareRollout(
  name: GoldenName,
  model: Model,
  engine: Engine,
  { steps, batch, first = 0 }: { steps: number; batch: number; first?: number },
): Promise<Differences> {
  const worst = noDifferences();
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
