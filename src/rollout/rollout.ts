/**
 * @file The schedule carried out step by step, as a stream of events, open to interference at every moment.
 */

import type { EngineTensor, EngineTensors } from "../engine/engine.ts";
import { type Address, formatAddress, type LStepPosition } from "../model/address.ts";
import { positionsOf } from "../model/config.ts";
import { type Instruction, type StateName, supervisionStep, type Update } from "../model/schedule.ts";
import { operandsOf } from "../model/update.ts";
import { type BoundModel, repeat } from "./bound-model.ts";
import type { AnswerMovement, RolloutEvent } from "./events.ts";
import { createInterference } from "./interference.ts";
import type { Intervention } from "./interventions/intervention.ts";
import { createMovementTracker, type States } from "./movement-tracker.ts";
import { checkDecoded, type DecodedFields, readDecoded } from "./read-decoded.ts";
import type { RolloutRow } from "./request.ts";
import { createStateKeeper } from "./state-keeper.ts";

/** An L-step carried out, with the H-update behind it that may or may not be kept. */
interface LStepResult {
  /** The answer state after the H-update. */
  readonly after: EngineTensor;
  readonly lCosDist: Float32Array;
  readonly hCosDist: Float32Array;
  readonly decoded: DecodedFields;
}

export interface RolloutOptions {
  /** Supervision steps; the model's halt_max_steps where it is left out. The carry is kept however far it goes. */
  readonly steps?: number;
  readonly interventions?: readonly Intervention[];
  /** Seed of the noise, a safe integer from 0. */
  readonly seed?: number;
}

/**
 * Rolls out one batch: `rows.length` must be the batch the model is bound for. Yields one event per address for the whole
 * batch, in the order of the recursion; the last probe of an H-step and its answer share one network application.
 */
export async function* rollout(
  bound: BoundModel,
  rows: readonly RolloutRow[],
  { steps = bound.model.config.haltMaxSteps, interventions = [], seed = 0 }: RolloutOptions = {},
): AsyncGenerator<RolloutEvent, void, void> {
  const { model, engine, batch } = bound;
  const { schedule } = model;
  if (rows.length !== batch) throw new Error(`${rows.length} rows for a batch of ${batch}`);
  const shape = [batch, positionsOf(model.config), model.config.hiddenSize];
  const keeper = createStateKeeper(engine);
  const movement = createMovementTracker(bound, keeper);
  const interference = createInterference({ bound, rows, interventions, seed });

  const input = keeper.hold(await bound.embed(rows));
  const states: Partial<Record<StateName, EngineTensor>> = {};
  for (const name of schedule.states) {
    states[name] = keeper.hold(engine.upload(shape, repeat(bound.initialState(name), batch)));
  }
  function replace(name: StateName, tensor: EngineTensor): void {
    keeper.drop(states[name] as EngineTensor);
    states[name] = keeper.hold(tensor);
  }
  /** What entered the H-step under way. */
  let entered: States = {};
  function enter(): void {
    leave();
    entered = { ...states };
    for (const tensor of Object.values(entered)) keeper.hold(tensor);
  }
  function leave(): void {
    for (const tensor of Object.values(entered)) keeper.drop(tensor);
    entered = {};
  }

  const operands = (...updates: readonly Update[]): EngineTensors =>
    Object.fromEntries(
      updates.flatMap(operandsOf).map((name) => [name, (name === "input" ? input : states[name]) as EngineTensor]),
    );
  const readState = async (name: StateName): Promise<Float32Array> => {
    const tensor = states[name];
    if (tensor === undefined) throw new Error(`a ${model.config.architecture} model has no ${name}`);
    return engine.read(tensor);
  };
  const probes = bound.decode.probes !== false;
  /** What the H-update after the last L-step gave. */
  let step: LStepResult | undefined;

  async function runLStep(): Promise<LStepResult> {
    const outputs = await bound.lStep.run(operands(schedule.lUpdate, schedule.hUpdate));
    const {
      "L state": afterL,
      "H state": afterH,
      "L cosDist": lMoved,
      "H cosDist": hMoved,
      ...answer
    } = outputs as Record<string, EngineTensor>;
    replace(schedule.lUpdate.state, afterL as EngineTensor);
    return {
      after: keeper.hold(afterH as EngineTensor),
      lCosDist: await takeFloats(lMoved as EngineTensor),
      hCosDist: await takeFloats(hMoved as EngineTensor),
      decoded: await readDecoded(engine, answer),
    };
  }

  async function* carryOut({ op, position }: Instruction): AsyncGenerator<RolloutEvent, void, void> {
    if (op === "moment") {
      for (const [name, values] of await interference.at(position, readState)) {
        replace(name, engine.upload(shape, values));
      }
      return;
    }
    if (op === "lUpdate") {
      if (position.lStep === 1) enter();
      if (bound.lUpdate === undefined || position.lStep === schedule.lCycles) {
        step = await runLStep();
        return;
      }
      const { "L state": state, "L cosDist": cosDist } = await bound.lUpdate.run(operands(schedule.lUpdate));
      replace(schedule.lUpdate.state, state as EngineTensor);
      engine.dispose(cosDist as EngineTensor);
      return;
    }
    if (op === "probe" && !probes) return;
    const { after, decoded, lCosDist, hCosDist } = step as LStepResult;
    checkDecoded(decoded, formatAddress({ ...position, kind: "probe" }), model.file);
    if (probes) {
      const probe = event(position, "probe", decoded, { lCosDist });
      interference.observe(probe);
      yield probe;
    }
    if (op === "hUpdate") replace(schedule.hUpdate.state, after);
    keeper.drop(after);
    if (op === "probe") return;
    const answer = event(position, "answer", decoded, {
      movement: { hCosDist, ...(await movement.measure(entered, states)) },
    });
    interference.observe(answer);
    yield answer;
  }

  async function takeFloats(tensor: EngineTensor): Promise<Float32Array> {
    const values = await engine.read(tensor);
    engine.dispose(tensor);
    return values;
  }

  function event(
    position: LStepPosition,
    kind: Address["kind"],
    decoded: DecodedFields,
    moved: { lCosDist?: Float32Array; movement?: AnswerMovement },
  ): RolloutEvent {
    return {
      address: { ...position, kind },
      ...decoded,
      lCosDist: moved.lCosDist,
      movement: moved.movement,
      readState,
    };
  }

  try {
    for (let step = 1; step <= steps; step++) {
      for (const instruction of supervisionStep(schedule, step)) yield* carryOut(instruction);
    }
  } finally {
    keeper.dropAll();
  }
}
