/**
 * @file The schedule of a run's model, as far as the places of its kept states go.
 */

import { invalid } from "../errors.ts";
import type { RunInfo } from "./run-info.ts";
import type { StateSchedule } from "./state-layout.ts";

/** Throws a `FixpointError` where `run.json` does not say how many cycles there are; `where` names the run. */
export function stateScheduleOf({ config }: Pick<RunInfo, "config">, where: string): StateSchedule {
  const { H_cycles: hCycles, L_cycles: lCycles, architecture } = config;
  if (typeof hCycles !== "number" || typeof lCycles !== "number") {
    throw invalid("run", "no cycles in its config", { where });
  }
  return { hCycles, lCycles, states: architecture === "trm-singlez" ? ["z_L"] : ["z_H", "z_L"] };
}
