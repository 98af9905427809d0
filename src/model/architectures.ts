/**
 * @file What each architecture's two updates are. Sources: upstream `models/recursive_reasoning/{trm,trm_singlez,hrm}.py` at
 * commit e7b6871.
 */

import type { ModelConfig } from "./config.ts";
import type { Schedule } from "./schedule.ts";

export function scheduleOf({ architecture, hCycles, lCycles }: ModelConfig): Schedule {
  switch (architecture) {
    case "trm":
      return {
        hCycles,
        lCycles,
        states: ["z_H", "z_L"],
        lUpdate: { network: "L", state: "z_L", injections: ["z_H", "input"] },
        hUpdate: { network: "L", state: "z_H", injections: ["z_L"] },
      };
    case "hrm":
      return {
        hCycles,
        lCycles,
        states: ["z_H", "z_L"],
        lUpdate: { network: "L", state: "z_L", injections: ["z_H", "input"] },
        hUpdate: { network: "H", state: "z_H", injections: ["z_L"] },
      };
    case "trm-singlez":
      return {
        hCycles,
        lCycles,
        states: ["z_L"],
        lUpdate: { network: "L", state: "z_L", injections: ["input"] },
        hUpdate: { network: "L", state: "z_L", injections: [] },
      };
  }
}
