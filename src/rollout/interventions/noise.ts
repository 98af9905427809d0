/**
 * @file `noise@5:target=z_L,sigma=1[,seed=N]`: z += σ·ε on every position and channel, applied to the carry, so it
 * persists.
 */

import type { StateName } from "../../model/schedule.ts";
import { noiseForRow } from "../noise/noise.ts";
import type { InterventionContext } from "./intervention.ts";
import type { InterventionKind } from "./kind.ts";

/** The states have RMS 1; the bound only keeps float32 from overflowing. */
const SIGMA = { min: 0, max: 1e6, expected: "0 to 1000000" };

/** Without `seed` the noise is the run's. With one it is what a run with that seed would have at this place. */
export const noise: InterventionKind = {
  name: "noise",
  keys: ["sigma", "seed"],
  read(options, { index, targets }) {
    const sigma = options.number("sigma", SIGMA);
    if (sigma === undefined) throw options.missing("sigma", `N, N from ${SIGMA.expected}`);
    const seed = options.integer("seed");

    const perturbed = async (context: InterventionContext, state: StateName): Promise<Float32Array> => {
      const source = seed === undefined ? context.noise : noiseForRow(seed, context.row);
      const values = await context.readState(state);
      const epsilon = new Float32Array(values.length);
      source.normals({ moment: context.moment, intervention: index, state }, epsilon);
      epsilon.forEach((e, i) => {
        values[i] = (values[i] ?? 0) + sigma * e;
      });
      return values;
    };

    return {
      begin: () => async (context) => {
        // Not even z + 0, which would turn -0 into 0.
        if (sigma === 0) return [];
        return Promise.all(targets.map(async (state) => ({ state, values: await perturbed(context, state) })));
      },
    };
  },
};
