/**
 * @file The movement of the joint state from answer to answer: the residual over an H-step, and returns to earlier answers.
 */

import type { EngineTensor } from "../engine/engine.ts";
import type { StateName } from "../model/schedule.ts";
import type { BoundModel } from "./bound-model.ts";
import type { AnswerMovement } from "./events.ts";
import { movementNames, RETURN_WINDOW } from "./graphs.ts";
import type { StateKeeper } from "./state-keeper.ts";

export type States = Readonly<Partial<Record<StateName, EngineTensor>>>;

export interface MovementTracker {
  /** At an answer: `before` is what entered the H-step, `after` what came out of it. */
  measure(before: States, after: States): Promise<Omit<AnswerMovement, "hCosDist">>;
}

export function createMovementTracker(bound: BoundModel, keeper: StateKeeper): MovementTracker {
  const { engine, batch } = bound;
  const { states } = bound.model.schedule;
  /** Unit states of past answers, the newest first: the previous answer, then those a return may go to. */
  const past: States[] = [];
  return {
    async measure(before, after) {
      const candidates = past.slice(1, 1 + RETURN_WINDOW);
      const inputs: Record<string, EngineTensor> = {};
      for (const state of states) {
        const names = movementNames(state);
        inputs[names.before] = before[state] as EngineTensor;
        inputs[names.after] = after[state] as EngineTensor;
        for (let place = 0; place < RETURN_WINDOW; place++) {
          // Where there is no such answer yet, anything of the right shape; its distance is not looked at.
          inputs[names.past(place)] = (candidates[place] ?? after)[state] as EngineTensor;
        }
      }
      const outputs = await bound.movement.run(inputs);
      const read = async (name: string): Promise<Float32Array> => {
        const tensor = outputs[name] as EngineTensor;
        const values = await engine.read(tensor);
        engine.dispose(tensor);
        return values;
      };
      const residual = await read("residual");
      const distances: Float32Array[] = [];
      for (let place = 0; place < RETURN_WINDOW; place++) distances.push(await read(`return ${place}`));

      past.unshift(
        Object.fromEntries(
          states.map((state) => [state, keeper.hold(outputs[movementNames(state).unit] as EngineTensor)]),
        ),
      );
      for (const expired of past.splice(1 + RETURN_WINDOW)) {
        for (const state of states) keeper.drop(expired[state] as EngineTensor);
      }
      return { residual, ...nearest(distances.slice(0, candidates.length), batch) };
    },
  };
}

/** The nearest of the past states, row by row; the most recent one on a tie. */
function nearest(
  distances: readonly Float32Array[],
  batch: number,
): Pick<AnswerMovement, "returnLag" | "returnCosDist"> {
  if (distances.length === 0) return { returnLag: undefined, returnCosDist: undefined };
  const returnLag = new Int32Array(batch);
  const returnCosDist = new Float32Array(batch).fill(Number.POSITIVE_INFINITY);
  distances.forEach((ofPlace, place) => {
    ofPlace.forEach((distance, row) => {
      if (distance >= (returnCosDist[row] ?? 0)) return;
      returnCosDist[row] = distance;
      returnLag[row] = place + 2;
    });
  });
  return { returnLag, returnCosDist };
}
