/**
 * @file A model bound to an engine for one batch size: its graphs compiled, ready to be run on handles.
 */

import type { Engine, EngineTensor, Executable } from "../engine/engine.ts";
import { positionsOf } from "../model/config.ts";
import { initialVector, type Model } from "../model/model.ts";
import type { StateName } from "../model/schedule.ts";
import { type AnswerGradients, createAnswerGradients } from "./answer-gradient.ts";
import { type DecodeOptions, embedGraph, lStepGraph, lUpdateGraph, movementGraph, movementNames } from "./graphs.ts";
import type { RolloutRow } from "./request.ts";

export interface BoundModel {
  readonly model: Model;
  readonly engine: Engine;
  /** B */
  readonly batch: number;
  readonly decode: DecodeOptions;
  readonly lStep: Executable;
  /** The L-update without a probe, where none are wanted. */
  readonly lUpdate: Executable | undefined;
  readonly movement: Executable;
  readonly answerGradients: AnswerGradients;
  /** The input embedding of `batch` rows, f32 [B, P+S, D]. */
  embed(rows: readonly RolloutRow[]): Promise<EngineTensor>;
  /** The state every rollout starts with, f32 [P+S, D]. Not to be written to. */
  initialState(state: StateName): Float32Array;
  release(): Promise<void>;
}

/** Compiles a model's graphs for batches of `batch` rows. */
export async function bindModel(
  model: Model,
  engine: Engine,
  batch: number,
  decode: DecodeOptions = {},
): Promise<BoundModel> {
  const { config, schedule } = model;
  const resident = ["L state", "H state"];
  const embed = await engine.compile(embedGraph(model, batch), { resident: ["input"], light: true });
  const lStep = await engine.compile(lStepGraph(model, batch, decode), { resident });
  const lUpdate =
    decode.probes === false ? await engine.compile(lUpdateGraph(model, batch), { resident: ["L state"] }) : undefined;
  const movement = await engine.compile(movementGraph(model, batch), {
    resident: schedule.states.map((state) => movementNames(state).unit),
    light: true,
  });
  const initial = new Map(
    schedule.states.map((state) => [state, repeat(initialVector(model, state), positionsOf(config))]),
  );
  const answerGradients = createAnswerGradients(model, engine);
  return {
    model,
    engine,
    batch,
    decode,
    lStep,
    lUpdate,
    movement,
    answerGradients,
    async embed(rows) {
      const tokens = new Int32Array(batch * config.seqLen);
      rows.forEach(({ puzzle }, row) => {
        tokens.set(puzzle.inputTokens, row * config.seqLen);
      });
      const identifiers = rows.map(({ puzzleIdentifier }) => puzzleIdentifier);
      const puzzleRows = await model.puzzleRows(identifiers);
      const inputs: Record<string, EngineTensor> = { tokens: engine.upload([batch, config.seqLen], tokens) };
      if (config.puzzleEmbNdim > 0) inputs["puzzleRows"] = engine.upload([batch, config.puzzleEmbNdim], puzzleRows);
      const { input } = await embed.run(inputs);
      for (const tensor of Object.values(inputs)) engine.dispose(tensor);
      return input as EngineTensor;
    },
    initialState: (state) => initial.get(state) as Float32Array,
    async release() {
      for (const executable of [embed, lStep, lUpdate, movement]) await executable?.release();
      await answerGradients.release();
    },
  };
}

export function repeat(vector: Float32Array, times: number): Float32Array {
  const out = new Float32Array(vector.length * times);
  for (let place = 0; place < times; place++) out.set(vector, place * vector.length);
  return out;
}
