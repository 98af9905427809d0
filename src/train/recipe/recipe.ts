/**
 * @file A training as its recipe describes it, in our own spelling; the YAML has upstream's keys.
 */

import type { Specification } from "../../gym/specification.ts";
import type { ModelConfig } from "../../model/config.ts";
import type { LossName } from "../../model/losses.ts";

export type OptimizerName = "adam_atan2" | "adamw";

/** What of a model's config does not depend on the data. */
export type ArchitectureConfig = Omit<ModelConfig, "seqLen" | "vocabSize" | "puzzleIdentifiers">;

/** What a recipe says of the data, where it says it; the data have the last word. */
export interface StatedShape {
  readonly seqLen: number | undefined;
  readonly vocabSize: number | undefined;
  readonly puzzleIdentifiers: number | undefined;
}

export interface Recipe {
  /** The file's name, for error messages. */
  readonly name: string;
  readonly architecture: ArchitectureConfig;
  readonly stated: StatedShape;
  /** SwiGLU's expansion. */
  readonly expansion: number;
  readonly loss: LossName;
  /** Probability that a row must think for a random number of supervision steps before it may halt. */
  readonly haltExplorationProb: number;
  /** Learn q_continue from the next supervision step's q values, as HRM does; else it has no target. */
  readonly continueTarget: boolean;

  /** A path: a dataset directory, or a JSON list of token batches. Or what is to be made. */
  readonly data: string | Specification;
  /** A path: weights to begin with instead of fresh ones. */
  readonly loadCheckpoint: string | undefined;
  readonly seed: number;
  /** B */
  readonly globalBatchSize: number;
  /** Training steps of the whole schedule; from `epochs` where the recipe states those. */
  readonly length: { readonly totalSteps: number } | { readonly epochs: number };
  /** The step after which to end, the schedule being what it is. */
  readonly stopAfter: number | undefined;
  /** Training steps between checkpoints; only the last step's where it is left out. */
  readonly checkpointEvery: number | undefined;

  readonly optimizer: OptimizerName;
  readonly lr: number;
  readonly lrMinRatio: number;
  readonly lrWarmupSteps: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly weightDecay: number;
  readonly puzzleEmbLr: number;
  readonly puzzleEmbWeightDecay: number;
  /** The moving average of the parameters, if there is one. */
  readonly ema: { readonly rate: number; readonly warmup: boolean } | undefined;

  /** As written, but for references to other keys: for `all_config.yaml`. */
  readonly written: Readonly<Record<string, unknown>>;
  /** What a person should know about how it was read, a sentence each. */
  readonly notes: readonly string[];
}
