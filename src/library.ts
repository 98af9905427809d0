/**
 * @file What the package gives to programs, in Node and in the browser alike. `index.ts` and `web.ts` add how bytes are opened and
 * which engines there are.
 */

import type { CreatedEngine } from "./engine/create.ts";
import type { EngineName, EngineOptions } from "./engine/engine.ts";
import type { Model } from "./model/model.ts";
import { bindModel } from "./rollout/bound-model.ts";
import type { RolloutEvent } from "./rollout/events.ts";
import type { DecodeOptions } from "./rollout/graphs.ts";
import { parseInterventions } from "./rollout/interventions/parse.ts";
import type { RolloutRow } from "./rollout/request.ts";
import { rollout } from "./rollout/rollout.ts";

export {
  type AnalysedRollout,
  type AnalyseOptions,
  analyseRun,
  type RolloutIdentity,
} from "./analysis/analyse-run.ts";
export { ANALYSIS_FILE, type AnalysisRecord, type AnalysisSettings, readAnalysis } from "./analysis/analysis-table.ts";
export { type AugmentationOutcomes, augmentationOutcomes } from "./analysis/compare/augmentation-outcomes.ts";
export { type AugmentedPuzzle, compareAugmentations } from "./analysis/compare/augmentations.ts";
export { compareOutcomes, type Outcomes } from "./analysis/compare/compare-outcomes.ts";
export { compareRuns, type RunComparison } from "./analysis/compare/compare-runs.ts";
export { type Parting, type PartingEvent, parting } from "./analysis/compare/part.ts";
export { type Calibration, calibration } from "./analysis/halting/calibration.ts";
export { goingOn, type HaltingPoint, haltingCurve, haltingThresholds } from "./analysis/halting/halting-curve.ts";
export {
  type BatchMap,
  type DifferenceOptions,
  differenceTangents,
  rowsFor,
} from "./analysis/lyapunov/difference-tangents.ts";
export { type FiniteTimeExponents, finiteTimeExponents, growthAlong } from "./analysis/lyapunov/exponents.ts";
export { exponentsJson } from "./analysis/lyapunov/exponents-json.ts";
export { compareExponents } from "./analysis/lyapunov/group-comparison.ts";
export { type RolloutExponents, rolloutExponents } from "./analysis/lyapunov/rollout-exponents.ts";
export { rolloutMap } from "./analysis/lyapunov/rollout-map.ts";
export { type RunExponents, runExponents } from "./analysis/lyapunov/run-exponents.ts";
export { exactTangents, type TangentMap } from "./analysis/lyapunov/tangent-map.ts";
export {
  type Classification,
  classify,
  MODES,
  MOTIONS,
  type Mode,
  type Motion,
  settledAt,
} from "./analysis/modes/classify.ts";
export { type Measurements, measure } from "./analysis/modes/measure.ts";
export { type StepSeries, seriesOf } from "./analysis/modes/series.ts";
export { DEFAULT_THRESHOLDS, parseThresholds, THRESHOLDS, type Thresholds } from "./analysis/modes/thresholds.ts";
export { explainedShares, type PrincipalBasis, type ProjectedState, project } from "./analysis/projection/basis.ts";
export { fitPrincipalAxes, type PrincipalFit } from "./analysis/projection/fit.ts";
export { keptTrajectory, type TrajectoryPoint } from "./analysis/projection/kept-trajectory.ts";
export { onBasis, type Projection, projectRuns } from "./analysis/projection/project-runs.ts";
export { projectionJson } from "./analysis/projection/projection-json.ts";
export { type RunSummary, summarise } from "./analysis/summarise.ts";
export { cropTokens } from "./arc/crop.ts";
export type { Grid, Pair, Puzzle, Task } from "./arc/puzzle.ts";
export { parseTask } from "./arc/task.ts";
export { gridToTokens } from "./arc/tokens.ts";
export type { Engine, EngineName, EngineTensor, Executable } from "./engine/engine.ts";
export { FixpointError } from "./errors.ts";
export { type Address, formatAddress, parseAddress } from "./model/address.ts";
export type { ModelConfig } from "./model/config.ts";
export type { Model } from "./model/model.ts";
export type { Schedule, StateName } from "./model/schedule.ts";
export type { ByteSource } from "./platform/byte-source.ts";
export type { Folder } from "./platform/folder.ts";
export { type BoundModel, bindModel } from "./rollout/bound-model.ts";
export type { AnswerMovement, RolloutEvent } from "./rollout/events.ts";
export { namedIdentifiers, ownIdentifiers, sameIdentifier } from "./rollout/identifiers.ts";
export type { RolloutRow } from "./rollout/request.ts";
export { type RowOptions, rolloutRows } from "./rollout/rows.ts";
export { openRun, type Run } from "./trace/run-reader.ts";
export { stateScheduleOf } from "./trace/run-schedule.ts";
export type { RolloutRecord, StepRecord } from "./trace/schema.ts";

export interface LibraryRolloutOptions extends DecodeOptions, EngineOptions {
  /** The CPU in Node, WebAssembly in a browser, where it is left out. */
  readonly engine?: EngineName;
  /** Supervision steps; the model's halt_max_steps where it is left out. */
  readonly steps?: number;
  /** Seed of the noise. */
  readonly seed?: number;
  /** As on the command line: `noise@5:target=z_L,sigma=1`. */
  readonly interventions?: readonly string[];
}

export type LibraryRollout = (
  model: Model,
  rows: readonly RolloutRow[],
  options?: LibraryRolloutOptions,
) => AsyncGenerator<RolloutEvent, void, void>;

/** `rollout` on engines of one platform: makes an engine, rolls the rows out as one batch, and releases it in the end. */
export function rolloutOn(
  createEngine: (name: EngineName | undefined, options: EngineOptions) => Promise<CreatedEngine>,
): LibraryRollout {
  return async function* (model, rows, options = {}) {
    const { schedule } = model;
    const interventions = parseInterventions(options.interventions ?? [], {
      cycles: schedule,
      states: schedule.states,
    });
    const { engine } = await createEngine(options.engine, options);
    try {
      const bound = await bindModel(model, engine, rows.length, options);
      yield* rollout(bound, rows, { ...options, interventions });
    } finally {
      await engine.close();
    }
  };
}
