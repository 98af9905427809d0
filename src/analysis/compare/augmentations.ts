/**
 * @file The rollouts of one puzzle under its augmentations, each answer turned and coloured back: do they say the same, does their vote
 * win, and where do they part?
 */

import { parseAugmentation } from "../../arc/augment.ts";
import type { Address } from "../../model/address.ts";
import type { Run } from "../../trace/run-reader.ts";
import type { AnalysedRollout } from "../analyse-run.ts";
import { sigmoid } from "../halting/calibration.ts";
import { lastWord } from "../modes/measure.ts";
import { isTogetherAtEnd, type Parting, partingBy } from "./part.ts";
import { gridKey, undoneGrid } from "./undo-augmentation.ts";

/** One rollout of a puzzle: of the puzzle as it is, or augmented. */
export interface PuzzleVersion {
  readonly analysed: AnalysedRollout;
  /** `gridKey` of its last answer, undone. */
  readonly answer: string;
  /** From the reference, by the last answers of supervision steps; of the reference itself null. */
  readonly parting: Parting | null;
  /** Parted from the reference, and the same through the tail of both. */
  readonly togetherAtEnd: boolean;
}

export interface AugmentedPuzzle {
  readonly task: string;
  readonly testIndex: number;
  readonly trajectory: number;
  /** Two or more. The first is the reference: the puzzle as it is, where the run has it. */
  readonly versions: readonly PuzzleVersion[];
  /** How many different answers the versions give in the end. */
  readonly answers: number;
  /** How many versions give the answer that wins the vote. */
  readonly votes: number;
  /** Null without a target. */
  readonly solvedByVote: boolean | null;
  /** Null where the run does not have the puzzle as it is, or no target. */
  readonly solvedAsItIs: boolean | null;
}

/** What of a run is read. */
export type AugmentedRun = Pick<Run, "rolloutGroups" | "allStepColumns">;

interface StepAnswer extends Address {
  readonly key: string;
}

interface Read {
  readonly analysed: AnalysedRollout;
  readonly answers: readonly StepAnswer[];
}

/** Puzzles in two or more versions, in the order of the run; none of a run without augmentations, of which nothing is read. */
export async function compareAugmentations(
  run: AugmentedRun,
  rollouts: readonly AnalysedRollout[],
): Promise<AugmentedPuzzle[]> {
  const versions = rollouts.filter(({ identity }) => isVersion(identity.augmentation));
  if (versions.every(({ identity }) => identity.augmentation === "")) return [];
  const wanted = new Map(versions.map((analysed) => [analysed.identity.rollout, analysed]));
  const inputs = await undoneInputs(run, wanted);
  const puzzles = new Map<string, Read[]>();
  for await (const { rollout, rows, columns } of run.allStepColumns(["supervisionStep", "kind", "tokens"])) {
    const analysed = wanted.get(rollout);
    if (analysed === undefined) continue;
    const { task, testIndex, augmentation, trajectory } = analysed.identity;
    const way = parseAugmentation(augmentation);
    const answers = new Map<number, StepAnswer>();
    for (let row = 0; row < rows; row++) {
      const supervisionStep = columns.supervisionStep[row] ?? 0;
      // Only the last answer of a supervision step is turned back.
      if (columns.kind[row] !== "answer" || isFollowed(columns, row, rows)) continue;
      const key = gridKey(undoneGrid(columns.tokens[row] as Uint8Array, way));
      answers.set(supervisionStep, { supervisionStep, hStep: 1, lStep: 0, kind: "answer", key });
    }
    // An augmentation that its name does not undo is another puzzle.
    const puzzle = JSON.stringify([task, testIndex, trajectory, inputs.get(rollout)]);
    puzzles.set(puzzle, [...(puzzles.get(puzzle) ?? []), { analysed, answers: [...answers.values()] }]);
  }
  return [...puzzles.values()].flatMap((read) => (read.length < 2 ? [] : [comparePuzzle(read)]));
}

const isVersion = (augmentation: string): boolean =>
  augmentation === "" || parseAugmentation(augmentation) !== undefined;

/** Whether a later answer is of the same supervision step. */
function isFollowed(
  { supervisionStep, kind }: { readonly supervisionStep: ArrayLike<number>; readonly kind: ArrayLike<string> },
  row: number,
  rows: number,
): boolean {
  for (let next = row + 1; next < rows && supervisionStep[next] === supervisionStep[row]; next++) {
    if (kind[next] === "answer") return true;
  }
  return false;
}

async function undoneInputs(run: AugmentedRun, wanted: ReadonlyMap<number, unknown>): Promise<Map<number, string>> {
  const inputs = new Map<number, string>();
  for await (const group of run.rolloutGroups()) {
    for (const { rollout, augmentation, inputTokens } of group) {
      if (!wanted.has(rollout)) continue;
      inputs.set(rollout, gridKey(undoneGrid(inputTokens, parseAugmentation(augmentation))));
    }
  }
  return inputs;
}

function comparePuzzle(read: readonly Read[]): AugmentedPuzzle {
  const asItIs = read.find(({ analysed }) => analysed.identity.augmentation === "");
  const ordered = asItIs === undefined ? read : [asItIs, ...read.filter((one) => one !== asItIs)];
  const [reference] = ordered as [Read];
  const versions = ordered.map((one): PuzzleVersion => {
    const isOther = one !== reference;
    const parting = isOther ? partingBy(reference.answers, one.answers, (a, b) => a.key === b.key, true) : null;
    const tail = Math.min(reference.analysed.measured.tail, one.analysed.measured.tail);
    const togetherAtEnd = parting !== null && isTogetherAtEnd(parting, tail);
    return { analysed: one.analysed, answer: lastAnswer(one), parting, togetherAtEnd };
  });
  const { winner, answers } = vote(read);
  const { task, testIndex, trajectory } = reference.analysed.identity;
  return {
    task,
    testIndex,
    trajectory,
    versions,
    answers,
    votes: winner.length,
    solvedByVote: winner[0]?.analysed.measured.solved ?? null,
    solvedAsItIs: asItIs?.analysed.measured.solved ?? null,
  };
}

/**
 * The answer that most versions give; of those with as many votes the one with the higher mean sigmoid(q_halt_logit), of those the first
 * seen. As `evaluators/arc.py` of TinyRecursiveModels ranks.
 */
function vote(read: readonly Read[]): { winner: readonly Read[]; answers: number } {
  const byAnswer = new Map<string, Read[]>();
  for (const one of read) byAnswer.set(lastAnswer(one), [...(byAnswer.get(lastAnswer(one)) ?? []), one]);
  const belief = (of: readonly Read[]): number =>
    of.reduce((sum, { analysed }) => sum + sigmoid(lastWord(analysed.measured) ?? 0), 0) / of.length;
  const ranked = [...byAnswer.values()].sort((a, b) => b.length - a.length || belief(b) - belief(a));
  return { winner: ranked[0] ?? [], answers: ranked.length };
}

const lastAnswer = ({ answers }: Read): string => answers.at(-1)?.key ?? "";
