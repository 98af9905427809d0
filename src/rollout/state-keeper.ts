/**
 * @file Who still needs a state: handles may live on a GPU, where nothing is freed by itself.
 */

import type { Engine, EngineTensor } from "../engine/engine.ts";

export interface StateKeeper {
  /** One more needs it. Gives it back. */
  hold(tensor: EngineTensor): EngineTensor;
  /** One less needs it; the last one disposes of it. */
  drop(tensor: EngineTensor): void;
  /** Disposes of everything still held, when a rollout ends early. */
  dropAll(): void;
}

export function createStateKeeper(engine: Engine): StateKeeper {
  const holders = new Map<EngineTensor, number>();
  return {
    hold(tensor) {
      holders.set(tensor, (holders.get(tensor) ?? 0) + 1);
      return tensor;
    },
    drop(tensor) {
      const count = holders.get(tensor);
      if (count === undefined) throw new Error("a state was dropped that nobody held");
      if (count > 1) {
        holders.set(tensor, count - 1);
        return;
      }
      holders.delete(tensor);
      engine.dispose(tensor);
    },
    dropAll() {
      for (const tensor of holders.keys()) engine.dispose(tensor);
      holders.clear();
    },
  };
}
