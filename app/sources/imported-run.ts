/**
 * @file A `rollouts.jsonl` as a run in memory, to look at before, or instead of, importing it.
 */

import { invalid } from "../../src/errors.ts";
import type { ByteSource } from "../../src/platform/byte-source.ts";
import { importRollouts } from "../../src/trace/import-rollouts.ts";
import type { RecordedRollout } from "../../src/trace/recorder.ts";
import type { RunInfo } from "../../src/trace/run-info.ts";
import type { ReadableRun } from "./read-run.ts";

/** Reads all of it. Throws `invalid FILE: line 7: …`. */
export async function importedRun(source: ByteSource): Promise<ReadableRun> {
  const imported = importRollouts(source);
  const recorded: RecordedRollout[] = [];
  for await (const rollout of imported.rollouts()) recorded.push(rollout);
  const { hCycles = 0, lCycles = 0 } = imported.cycles ?? {};
  const info: RunInfo = {
    model: null,
    config: { H_cycles: hCycles, L_cycles: lCycles },
    options: { import: source.name },
    interventions: [],
    seed: null,
    engine: null,
    fixpointVersion: "",
    rollouts: recorded.length,
    started: "",
    status: "complete",
    finished: null,
    importedFrom: imported.style,
    stepsIndex: null,
  };
  const records = recorded.map(({ rollout }) => rollout);
  return {
    name: source.name,
    info,
    tasks: async () => imported.tasks,
    rollouts: async () => records,
    async steps(rollout) {
      const found = recorded[rollout];
      if (found === undefined) {
        throw invalid("rollout", rollout, { expected: `0 to ${records.length - 1}`, where: source.name });
      }
      return found.steps;
    },
    async *allSteps() {
      for (const { steps } of recorded) yield steps;
    },
    states: async () => undefined,
    close: async () => undefined,
  };
}
