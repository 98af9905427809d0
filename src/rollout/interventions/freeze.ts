/**
 * @file `freeze@*.*.*:target=z_L`: the state is put back, at every moment of the set, to what it was at the first of them.
 *
 * Edits happen at moments, so between two of them the state moves as it would: with `3-8` every one of these supervision
 * steps *starts* from the state that entered step 3; with `*.*` every H-step does; with `*.*.*` it is put back before
 * every L-step, so that each L-step reads the frozen state. The update after the last moment of the set stands, and the
 * answers are decoded from states as updated: a frozen z_H still gives an answer, one H-update away from it.
 *
 * With `when=settled` the state kept is that of the first moment at which the condition holds, and it is put back only at
 * the moments at which it holds again.
 */

import type { StateName } from "../../model/schedule.ts";
import type { Act } from "./intervention.ts";
import type { InterventionKind } from "./kind.ts";

export const freeze: InterventionKind = {
  name: "freeze",
  keys: [],
  read: (_options, { targets }) => ({ begin: () => freezing(targets) }),
};

function freezing(targets: readonly StateName[]): Act {
  const kept = new Map<StateName, Float32Array>();
  return async (context) => {
    if (kept.size === 0) {
      for (const state of targets) kept.set(state, await context.readState(state));
      return [];
    }
    return [...kept].map(([state, values]) => ({ state, values: values.slice() }));
  };
}
