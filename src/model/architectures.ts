/**
 * @file What each architecture's two updates are. Sources: upstream `models/recursive_reasoning/{trm,trm_singlez,hrm}.py` at
 * commit e7b6871.
 */

import type { ModelConfig } from "./config.ts";
import type { NetworkName, Schedule } from "./schedule.ts";

export function scheduleOf({ architecture, hCycles, lCycles }: ModelConfig): Schedule {
  if (architecture === "trm-singlez") {
    return {
      hCycles,
      lCycles,
      states: ["z_L"],
      lUpdate: { network: "L", state: "z_L", injections: ["input"] },
      hUpdate: { network: "L", state: "z_L", injections: [] },
    };
  }
  // HRM alone has a second network; TRM's one does both updates.
  const hNetwork: NetworkName = architecture === "hrm" ? "H" : "L";
  return {
    hCycles,
    lCycles,
    states: ["z_H", "z_L"],
    lUpdate: { network: "L", state: "z_L", injections: ["z_H", "input"] },
    hUpdate: { network: hNetwork, state: "z_H", injections: ["z_L"] },
  };
}
