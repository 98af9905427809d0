/**
 * @file The latent states of live rollouts, kept where the models run, as many as there is memory for: all that a run on disk may keep,
 * or z_H alone where that is too much, or none. Those of the oldest rollouts go first.
 */

import type { StateSink } from "../../src/trace/recorder.ts";
import { type KeptStates, product, type StateSchedule, stateTensors } from "../../src/trace/state-layout.ts";
import type { StatesInMemory } from "../sources/states-in-memory.ts";

/** Within the page's live runs. */
export interface RolloutName {
  /** The run's id. */
  readonly run: string;
  readonly rollout: number;
}

/** What decides how much there is to keep. */
export interface StatesLayout {
  /** The run's name, for messages. */
  readonly name: string;
  readonly schedule: StateSchedule;
  /** Supervision steps. */
  readonly steps: number;
  /** P+S */
  readonly positions: number;
  /** D */
  readonly width: number;
}

export interface StateStore {
  /** For a rollout that is about to be run. */
  begin(rollout: RolloutName, layout: StatesLayout): KeptRollout;
  /** Else why there are none, for people. */
  find(rollout: RolloutName): StatesInMemory | string;
}

export interface KeptRollout {
  /** `undefined` where nothing is kept. */
  readonly sink: StateSink | undefined;
  /** It ran to its end: what the sink was given can be found from now on. */
  finish(): void;
}

/** In bytes. */
export interface StoreLimits {
  /** z_H of a 30×30 canvas at width 512 takes 29 MiB in 16 supervision steps. */
  readonly ofOne: number;
  readonly ofAll: number;
}

const MIB = 2 ** 20;
const LIMITS: StoreLimits = { ofOne: 32 * MIB, ofAll: 128 * MIB };

export function createStateStore(limits: StoreLimits = LIMITS): StateStore {
  const finished = new Map<string, StatesInMemory | string>();

  function forgetOldest(): void {
    const held = [...finished].filter(([, states]) => typeof states !== "string") as [string, StatesInMemory][];
    let bytes = held.reduce((sum, [, states]) => sum + bytesOf(states.tensors), 0);
    for (const [key, states] of held) {
      if (bytes <= limits.ofAll) return;
      bytes -= bytesOf(states.tensors);
      finished.set(
        key,
        `its latent states made room for those of later rollouts: the page keeps ${inMib(limits.ofAll)}`,
      );
    }
  }

  return {
    begin(rollout, { name, schedule, steps, positions, width }) {
      const key = keyOf(rollout);
      const tensorsOf = (which: KeptStates) => stateTensors(which, schedule, steps, positions, width);
      const which = (["all", "h"] as const).find((one) => bytesOf(tensorsOf(one)) <= limits.ofOne);
      if (which === undefined) {
        // Of a single-z model that is all there is.
        const least = inMib(bytesOf(tensorsOf("h")));
        const why = `its latent states take ${least}: the page keeps at most ${inMib(limits.ofOne)} of a rollout`;
        return { sink: undefined, finish: () => void finished.set(key, why) };
      }
      const tensors = tensorsOf(which).map((tensor) => ({
        ...tensor,
        values: new Float32Array(product(tensor.shape)),
      }));
      const sink: StateSink = {
        which,
        async put(_row, state, index, values) {
          tensors.find((tensor) => tensor.state === state)?.values.set(values, index * values.length);
        },
      };
      return {
        sink,
        finish() {
          finished.delete(key);
          finished.set(key, { name, schedule, tensors });
          forgetOldest();
        },
      };
    },
    find: (rollout) => finished.get(keyOf(rollout)) ?? "its latent states were not kept",
  };
}

const keyOf = ({ run, rollout }: RolloutName): string => JSON.stringify([run, rollout]);

/** f32 */
const bytesOf = (tensors: readonly { readonly shape: readonly number[] }[]): number =>
  tensors.reduce((sum, { shape }) => sum + 4 * product(shape), 0);

const inMib = (bytes: number): string => `${Math.ceil(bytes / MIB)} MiB`;
