/**
 * @file A line of `rollouts.jsonl` as the rows of a run, and back.
 *
 * The line has grids where a run has canvases. Going in, a grid becomes the canvas that a model would have to answer with to
 * mean it (the grid in the corner, EOS around it), which the crop turns back into the grid.
 */

import {
  augmentedName,
  augmentTask,
  formatAugmentation,
  inverseAugmentation,
  parseAugmentation,
  parseAugmentedName,
} from "../arc/augment.ts";
import { cropTokens } from "../arc/crop.ts";
import { gridsEqual, MAX_SIDE } from "../arc/grid.ts";
import type { Grid, Task } from "../arc/puzzle.ts";
import { gridToTokens, targetTokens } from "../arc/tokens.ts";
import type { RecordedRollout } from "./recorder.ts";
import type { LineHStep, LineStep, RolloutsLine } from "./rollouts-line.ts";
import type { RolloutRecord, StepRecord } from "./schema.ts";
import { summarise } from "./summary.ts";
import { countChanged, countWrong, type Target } from "./verdict.ts";

/** The line's task as it was before augmentation. */
export function taskOfLine({ puzzleName, puzzle }: RolloutsLine): Task {
  const { task: id, augmentation } = parseAugmentedName(puzzleName);
  const task = { id, ...puzzle };
  return augmentation === undefined ? task : augmentTask(task, inverseAugmentation(augmentation));
}

/**
 * The rows that a line amounts to, as rollout number `rollout` and trajectory 0. What it lacks is null: movement, entropy and margin, all of the probes' logits, `exact`, which
 * is about a canvas; seed, intervention and puzzle identifier.
 */
export function recordsOfLine(line: RolloutsLine, rollout: number): RecordedRollout {
  const { task, augmentation } = parseAugmentedName(line.puzzleName);
  const at = line.puzzle.test.findIndex(({ input }) => gridsEqual(input, line.input));
  const grid = line.puzzle.test[at]?.output;
  const target: Target | undefined = grid && { tokens: targetTokens(grid, MAX_SIDE, "target"), grid };
  const steps = stepRecords(line.rollout, rollout, target);
  const hCycles = line.rollout[0]?.hTrace.length ?? 0;
  const record: RolloutRecord = {
    rollout,
    task,
    testIndex: Math.max(0, at),
    augmentation: augmentation === undefined ? "" : formatAugmentation(augmentation),
    trajectory: 0,
    parent: null,
    branchAt: null,
    puzzleIdentifier: null,
    seed: null,
    intervention: null,
    inputTokens: tokensOf(line.input),
    targetTokens: target?.tokens ?? null,
    ...summarise(steps, target, hCycles, "q_halt > 0"),
    exact: null,
    source: null,
  };
  return { rollout: record, steps };
}

function stepRecords(rollout: readonly LineStep[], number: number, target: Target | undefined): StepRecord[] {
  const steps: StepRecord[] = [];
  function add(place: Pick<StepRecord, "supervisionStep" | "hStep" | "lStep" | "kind">, grid: Grid): void {
    const tokens = tokensOf(grid);
    const before = steps.at(-1);
    steps.push({
      ...NOTHING_KNOWN,
      rollout: number,
      ...place,
      tokens,
      cellsChanged: before === undefined ? null : countChanged(before.tokens, tokens),
      cellsWrong: target === undefined ? null : countWrong(tokens, target.tokens),
    });
  }
  for (const [s, { hTrace, qHaltLogit, qContinueLogit }] of rollout.entries()) {
    for (const [h, { outGrid, lTrace }] of hTrace.entries()) {
      const place = { supervisionStep: s + 1, hStep: h + 1 };
      for (const [l, grid] of lTrace.entries()) add({ ...place, lStep: l + 1, kind: "probe" }, grid);
      add({ ...place, lStep: lTrace.length, kind: "answer" }, outGrid);
    }
    const last = steps.pop();
    if (last !== undefined) steps.push({ ...last, qHaltLogit, qContinueLogit });
  }
  return steps;
}

const NOTHING_KNOWN = {
  lCosDist: null,
  hCosDist: null,
  qHaltLogit: null,
  qContinueLogit: null,
  residual: null,
  returnLag: null,
  returnCosDist: null,
  meanEntropy: null,
  minMargin: null,
  confidence: null,
  probabilities: null,
} as const;

function tokensOf(grid: Grid): Uint8Array {
  return gridToTokens(grid, MAX_SIDE, "grid");
}

/** The line that these rows make. `task` is the rollout's, before augmentation. */
export function lineOfRecords({ rollout, steps }: RecordedRollout, task: Task): RolloutsLine {
  const side = Math.sqrt(rollout.inputTokens.length);
  const grid = (tokens: Uint8Array): Grid => cropTokens(tokens, side);
  const augmentation = parseAugmentation(rollout.augmentation);
  const puzzle = augmentation === undefined ? task : augmentTask(task, augmentation);

  const line: (Omit<LineStep, "hTrace"> & { hTrace: LineHStep[] })[] = [];
  let hTrace: LineHStep[] = [];
  let lTrace: Grid[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind === "probe") {
      lTrace.push(grid(step.tokens));
      continue;
    }
    const outGrid = grid(step.tokens);
    hTrace.push({ outGrid, lTrace });
    lTrace = [];
    if (steps[index + 1]?.supervisionStep === step.supervisionStep) continue;
    line.push({ outGrid, qHaltLogit: step.qHaltLogit ?? Number.NaN, qContinueLogit: step.qContinueLogit, hTrace });
    hTrace = [];
  }
  return {
    puzzleName: augmentedName(rollout.task, rollout.augmentation),
    puzzle: { train: puzzle.train, test: puzzle.test },
    input: grid(rollout.inputTokens),
    rollout: line,
  };
}
