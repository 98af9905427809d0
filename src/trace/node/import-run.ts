/**
 * @file `rollouts.jsonl` into a run directory.
 */

import type { ByteSource } from "../../platform/byte-source.ts";
import { importRollouts } from "../import-rollouts.ts";
import { COMPACT } from "../json-style.ts";
import type { RecordedRollout } from "../recorder.ts";
import type { RunHeader } from "../run-info.ts";
import { openRunWriter } from "./run-writer.ts";

/** Rollouts in a part: some hundred kilobytes to some megabytes of grids. */
const PART_ROLLOUTS = 32;

export interface ImportOptions {
  readonly fixpointVersion: string;
  /** ISO 8601. */
  readonly now: () => string;
}

/**
 * Imports a file into a new directory. Throws `invalid output: …` where that is there already, and `invalid FILE: line 7: …`;
 * then there is no directory.
 */
export async function importRun(source: ByteSource, directory: string, options: ImportOptions): Promise<void> {
  const header: RunHeader = {
    model: null,
    config: {},
    options: { import: source.name },
    interventions: [],
    seed: null,
    engine: null,
    fixpointVersion: options.fixpointVersion,
    rollouts: null,
    started: options.now(),
  };
  const imported = importRollouts(source);
  const writer = await openRunWriter(directory, { header, tasks: [], importedFrom: COMPACT });
  try {
    let part: RecordedRollout[] = [];
    for await (const rollout of imported.rollouts()) {
      part.push(rollout);
      if (part.length < PART_ROLLOUTS) continue;
      await writer.append(part);
      part = [];
    }
    if (part.length > 0) await writer.append(part);
    const { hCycles = 0, lCycles = 0 } = imported.cycles ?? {};
    await writer.finish({
      finished: options.now(),
      config: { H_cycles: hCycles, L_cycles: lCycles },
      tasks: [...imported.tasks.values()],
      importedFrom: imported.style,
    });
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
