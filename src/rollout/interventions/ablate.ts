/**
 * @file `ablate@4.2:target=z_H[,with=init|zero]`: the state forgets. It becomes its init vector, repeated over all
 * positions, as at the start of a rollout, or zero.
 */

import type { InterventionKind } from "./kind.ts";

export const ablate: InterventionKind = {
  name: "ablate",
  keys: ["with"],
  read(options, { targets }) {
    const replacement = options.choice("with", ["init", "zero"]) ?? "init";
    return {
      begin: () => async (context) =>
        targets.map((state) => {
          const initial = context.initialState(state);
          return { state, values: replacement === "init" ? initial.slice() : new Float32Array(initial.length) };
        }),
    };
  },
};
