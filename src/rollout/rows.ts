/**
 * @file From what a person points at to the rows of a rollout: puzzles on the model's canvas, each bound to its row of the
 * puzzle embedding.
 */

import type { Augmentation } from "../arc/augment.ts";
import { drawAugmentations } from "../arc/draw-augmentations.ts";
import { type Puzzle, type Task, UNLABELLED } from "../arc/puzzle.ts";
import { taskToPuzzles } from "../arc/puzzles.ts";
import { ARC_VOCABULARY } from "../arc/tokens.ts";
import { invalid, usage } from "../errors.ts";
import type { TaskSet, TokenSet } from "../formats/tasks/task-set.ts";
import { canvasSide, type ModelConfig } from "../model/config.ts";
import { checkIdentifier, type Model } from "../model/model.ts";
import { namedSeed, nextBelow, splitMix64 } from "../random/splitmix64.ts";
import type { Identifiers } from "./identifiers.ts";
import type { RolloutRow } from "./request.ts";

export interface RowOptions {
  /** Which row of the puzzle embedding a puzzle has. */
  readonly identifiers: Identifiers;
  /** Augmentations of each task, beside the task itself. Only ARC tasks can be augmented. */
  readonly augment: number;
  /** The first so many test inputs, or rows of a token batch or dataset. */
  readonly limit: number;
  readonly seed: number;
}

export interface Rows {
  readonly rows: readonly RolloutRow[];
  /** The ARC tasks that the rows come from. */
  readonly tasks: readonly Task[];
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[];
}

/** Throws a `FixpointError` for data that do not fit the model, or a puzzle without an identifier. */
export function rolloutRows(set: TaskSet, model: Model, options: RowOptions): Rows {
  const notes: string[] = [];
  const { puzzles, tasks } =
    set.kind === "tasks"
      ? arcPuzzles(set.tasks, model.config, options, notes)
      : { puzzles: tokenPuzzles(set, model.config, options), tasks: set.tasks };
  const rows = puzzles.map((puzzle) => {
    const puzzleIdentifier = options.identifiers.of(puzzle);
    checkIdentifier(puzzleIdentifier, model.config, `${puzzle.task}#${puzzle.testIndex}`);
    return { puzzle, puzzleIdentifier, trajectory: 0 };
  });
  return { rows, tasks, notes };
}

function arcPuzzles(tasks: readonly Task[], config: ModelConfig, options: RowOptions, notes: string[]) {
  if (config.vocabSize !== ARC_VOCABULARY) {
    throw invalid("tasks", `ARC grids need a vocabulary of ${ARC_VOCABULARY} tokens`, {
      expected: `tokens 0 to ${config.vocabSize - 1}, as the checkpoint has`,
    });
  }
  const puzzles: Puzzle[] = [];
  const used: Task[] = [];
  let left = options.limit;
  for (const whole of tasks) {
    if (left <= 0) break;
    const task = { ...whole, test: whole.test.slice(0, left) };
    left -= task.test.length;
    const augmentations = augmentationsOf(whole, options, notes);
    puzzles.push(...taskToPuzzles(task, canvasSide(config), augmentations));
    used.push(whole);
  }
  return { puzzles, tasks: used };
}

/**
 * Where an identifiers file names augmentations of the task, those: the model learned an embedding for each. Otherwise they
 * are drawn, and share the task's own identifier.
 */
function augmentationsOf(
  task: Task,
  { augment, identifiers, seed }: RowOptions,
  notes: string[],
): readonly Augmentation[] {
  if (augment === 0) return [];
  const named = identifiers.augmentationsOf(task.id);
  const drawn = named.length > 0 ? pick(named, augment, task, seed) : drawAugmentations(task, augment, seed);
  if (drawn.length < augment) notes.push(`${task.id} has only ${drawn.length} augmentations, of ${augment} asked for`);
  return drawn;
}

/** The first `count` of the named augmentations in a seeded shuffle; a larger `count` only adds to the end. */
function pick(named: readonly Augmentation[], count: number, task: Task, seed: number): readonly Augmentation[] {
  const random = splitMix64(namedSeed(seed, task.id));
  const left = [...named];
  return Array.from({ length: Math.min(count, named.length) }, () => {
    const [chosen] = left.splice(nextBelow(random, left.length), 1);
    return chosen as Augmentation;
  });
}

/** Tokens and canvas must be the model's. */
function tokenPuzzles(
  set: TokenSet,
  { seqLen, vocabSize }: ModelConfig,
  { augment, limit }: RowOptions,
): readonly Puzzle[] {
  if (augment > 0) throw usage("augment", augment, { expected: "0: only ARC tasks can be augmented" });
  if (set.seqLen !== seqLen) {
    throw invalid("tasks", `rows of ${set.seqLen} tokens`, { expected: `${seqLen}, the canvas of the checkpoint` });
  }
  const puzzles = set.puzzles.slice(0, limit);
  for (const { task, testIndex, inputTokens, targetTokens } of puzzles) {
    const fits = (token: number): boolean => token < vocabSize;
    const wrong =
      inputTokens.find((token) => !fits(token)) ?? targetTokens?.find((token) => !fits(token) && token !== UNLABELLED);
    if (wrong !== undefined) {
      throw invalid("token", wrong, { expected: `0 to ${vocabSize - 1}`, where: `${task}#${testIndex}` });
    }
  }
  return puzzles;
}
