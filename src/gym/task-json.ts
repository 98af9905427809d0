/**
 * @file Gym tasks as ARC task JSON. What only the gym knows stands under `fixpoint`, which other readers ignore.
 */

import type { Grid, Pair, Task, TrainingPair } from "../arc/puzzle.ts";
import type { Parameters } from "./concepts/concept.ts";
import type { ConceptSteps, Example } from "./rule.ts";
import type { GymTask } from "./task.ts";

export interface GroundTruth {
  /** Names joined by +. */
  readonly concept: string;
  readonly sentence: string;
  /** Of each of the concepts. */
  readonly parameters: readonly Parameters[];
  /** Of each pair, for each concept: the grids that it leaves after each inner step. */
  readonly steps: { readonly train: readonly PairSteps[]; readonly test: readonly PairSteps[] };
}

export type PairSteps = readonly ConceptSteps[];

export interface GymTaskJson {
  readonly train: readonly { readonly input: Grid; readonly output: Grid }[];
  readonly test: readonly { readonly input: Grid; readonly output: Grid }[];
  readonly fixpoint: GroundTruth;
}

/** `trainPairs` limits the training pairs: a data set has thousands. */
export function taskJson({ rule, train, test }: GymTask, trainPairs = Number.POSITIVE_INFINITY): GymTaskJson {
  const shown = train.slice(0, trainPairs);
  return {
    train: shown.map(pair),
    test: test.map(pair),
    fixpoint: {
      concept: rule.name,
      sentence: rule.sentence,
      parameters: rule.parameters,
      steps: { train: shown.map(({ steps }) => steps), test: test.map(({ steps }) => steps) },
    },
  };
}

function pair({ input, output }: Example): { input: Grid; output: Grid } {
  return { input, output };
}

/** The task as everybody else takes it. */
export function arcTask({ id, train, test }: GymTask): Task {
  return { id, train: train.map((example): TrainingPair => pair(example)), test: test.map((e): Pair => pair(e)) };
}
