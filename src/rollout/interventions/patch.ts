/**
 * @file `patch@5:target=z_L,from=RUN#12`: the state becomes that of another rollout at the same moment. How runs are read
 * is the business of the layer above.
 */

import { invalid, unsupported } from "../../errors.ts";
import type { StateName } from "../../model/schedule.ts";
import type { InterventionContext } from "./intervention.ts";
import type { InterventionKind } from "./kind.ts";

export const patch: InterventionKind = {
  name: "patch",
  keys: ["from"],
  read(options, { targets, stateProvider }) {
    const source = options.text("from", "RUN#12");
    if (stateProvider === undefined)
      throw unsupported("intervention", "patch needs other runs, and none can be read here");
    const provider = stateProvider;

    async function patched({ moment, stateShape }: InterventionContext, state: StateName): Promise<Float32Array> {
      const values = await provider(source, state, moment);
      const [positions, width] = stateShape;
      if (values.length !== positions * width) {
        const expected = `${positions * width}, that is ${positions} positions × ${width}`;
        throw invalid(`size of ${state}`, values.length, { expected, where: source });
      }
      return values;
    }

    return {
      source,
      begin: () => async (context) =>
        Promise.all(targets.map(async (state) => ({ state, values: await patched(context, state) }))),
    };
  },
};
