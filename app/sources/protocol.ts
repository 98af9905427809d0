/**
 * @file What the page and the reading worker say to each other.
 */

import type { Measurements } from "../../src/analysis/modes/measure.ts";
import type { Task } from "../../src/arc/puzzle.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import type { ProjectedStates, ProjectionAsk, Unprojected } from "./project-states.ts";
import type { RunSummary } from "./read-run.ts";
import type { RunSource } from "./source.ts";

/** Questions by name. To ask something new of a run, add it here and to `answer.ts`. */
export interface Questions {
  open: { readonly ask: RunSource; readonly answer: RunSummary };
  steps: { readonly ask: { readonly run: string; readonly rollout: number }; readonly answer: readonly StepRecord[] };
  task: { readonly ask: { readonly run: string; readonly id: string }; readonly answer: Task | undefined };
  /** The measurements of the next few rollouts in order, none after the last: the page asks on while it has time. */
  measure: { readonly ask: string; readonly answer: readonly Measurements[] };
  /** Rollouts on the principal axes of the states they keep; lent are those of the worker that runs models. */
  project: { readonly ask: ProjectionAsk; readonly answer: ProjectedStates | Unprojected };
  close: { readonly ask: string; readonly answer: undefined };
}
