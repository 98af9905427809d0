/**
 * @file Which states an intervention edits.
 */

import { usage } from "../../errors.ts";
import type { StateName } from "../../model/schedule.ts";
import type { Options } from "./options.ts";

/**
 * Reads `target=z_L`, `target=z_H` or `target=both`, in the order in which they are edited. Throws a usage error when it
 * is missing, and for z_H of a model that has only one state.
 */
export function readTarget(options: Options, states: readonly StateName[], where: string): readonly StateName[] {
  const target = options.choice("target", ["z_L", "z_H", "both"]);
  if (target === undefined) throw options.missing("target", states.includes("z_H") ? "z_L, z_H or both" : "z_L");
  const wanted: readonly StateName[] = target === "both" ? ["z_H", "z_L"] : [target];
  if (!wanted.every((state) => states.includes(state))) {
    throw usage("target", target, { expected: "z_L, the only state of a single-z model", where });
  }
  return wanted;
}
