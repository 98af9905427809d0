/**
 * @file The exponents of the rollouts of a run, along the trajectories that it recorded: its puzzles, its interventions and its seed,
 * rolled out again with displaced copies beside them.
 */

import type { Engine } from "../../engine/engine.ts";
import { invalid, unsupported, usage } from "../../errors.ts";
import type { Model } from "../../model/model.ts";
import { upstreamConfig } from "../../model/upstream-config.ts";
import { bindModel } from "../../rollout/bound-model.ts";
import type { StateProvider } from "../../rollout/interventions/intervention.ts";
import { parseInterventions } from "../../rollout/interventions/parse.ts";
import type { RolloutRow } from "../../rollout/request.ts";
import type { Run } from "../../trace/run-reader.ts";
import type { RolloutRecord } from "../../trace/schema.ts";
import { countChanged } from "../../trace/verdict.ts";
import { rowsFor } from "./difference-tangents.ts";
import { type RolloutExponentOptions, type RolloutExponents, rolloutExponents } from "./rollout-exponents.ts";

export interface RunExponentOptions
  extends Omit<RolloutExponentOptions, "interventions" | "seed" | "steps">,
    RunExponentDependencies {
  /** Only these rollouts; all of them where it is left out. */
  readonly rollouts?: readonly number[];
  /** Only the first so many rollouts. */
  readonly limit?: number;
}

export interface RunExponentDependencies {
  /** Reads the states of other runs, for a run that was patched. */
  readonly stateProvider?: StateProvider;
}

export interface RunExponents extends RolloutExponents {
  readonly record: RolloutRecord;
  /**
   * Cells in which the last answer differs from the recorded one. Not always 0 even so: in another batch a kernel rounds
   * otherwise, and where λ₁ > 0 that grows.
   */
  readonly cellsOff: number;
}

/**
 * One rollout after the other, as many supervision steps as were recorded. Throws a `FixpointError` for a checkpoint that is not the
 * run's, and for runs that no model stands behind.
 */
export async function* runExponents(
  run: Run,
  model: Model,
  engine: Engine,
  options: RunExponentOptions,
): AsyncGenerator<RunExponents, void, void> {
  const { info, name } = run;
  checkModel(run, model);
  const missing = options.rollouts?.find((rollout) => rollout >= run.rolloutCount);
  if (missing !== undefined)
    throw invalid("rollout", missing, { expected: `0 to ${run.rolloutCount - 1}`, where: name });
  const { schedule } = model;
  const interventions = parseInterventions(
    info.interventions,
    { cycles: schedule, states: schedule.states },
    options.stateProvider === undefined ? {} : { stateProvider: options.stateProvider },
  );
  const bound = await bindModel(model, engine, rowsFor(options.exponents, options.scheme), { probes: false });
  try {
    for await (const group of run.rolloutGroups()) {
      for (const record of group) {
        if (record.rollout >= (options.limit ?? Number.POSITIVE_INFINITY)) return;
        if (options.rollouts?.includes(record.rollout) === false) continue;
        const { skip = 0 } = options;
        if (skip >= record.steps) {
          throw usage("skip", skip, {
            expected: `0 to ${record.steps - 1}: there are ${record.steps} supervision steps`,
          });
        }
        const found = await rolloutExponents(bound, rowOf(record, name), {
          ...options,
          steps: record.steps,
          interventions,
          seed: record.seed ?? 0,
        });
        yield { ...found, record, cellsOff: countChanged(record.answerTokens, found.answerTokens) };
      }
    }
  } finally {
    await bound.release();
  }
}

/** Weights and cycles must be those of the run: other ones make another trajectory. */
function checkModel({ info, name }: Run, model: Model): void {
  if (info.model === null) throw unsupported("run", `${name} was imported: no model stands behind it`);
  if (info.model.sha256 !== model.sha256) {
    const expected = `the weights of ${info.model.file} that the run was traced with`;
    throw invalid("checkpoint", model.file, { expected, where: name });
  }
  for (const [key, value] of Object.entries(upstreamConfig(model.config))) {
    const traced = info.config[key];
    if (traced === undefined || traced === value) continue;
    throw invalid(key, String(value), { expected: `${traced}, as the run was traced with`, where: name });
  }
}

/** What was rolled out. The target grid is not needed: the verdict is in the record. */
function rowOf(record: RolloutRecord, run: string): RolloutRow {
  const { task, testIndex, augmentation, trajectory, inputTokens, targetTokens, puzzleIdentifier, parent } = record;
  if (parent !== null) throw unsupported("rollout", `${record.rollout} branched off ${parent}`, { where: run });
  const identifier = puzzleIdentifier ?? 0;
  return {
    puzzle: {
      task,
      testIndex,
      augmentation,
      puzzleIdentifier: identifier,
      inputTokens,
      targetTokens: targetTokens ?? undefined,
      targetGrid: undefined,
    },
    puzzleIdentifier: identifier,
    trajectory,
  };
}
