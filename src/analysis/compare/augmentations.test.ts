import { describe, expect, it } from "vitest";
import { augmentGrid, formatAugmentation, parseAugmentation } from "../../arc/augment.ts";
import type { Grid } from "../../arc/puzzle.ts";
import { gridToTokens } from "../../arc/tokens.ts";
import type { AnalysedRollout } from "../analyse-run.ts";
import { augmentationOutcomes } from "./augmentation-outcomes.ts";
import { type AugmentedRun, compareAugmentations } from "./augmentations.ts";

const INPUT: Grid = [
  [1, 2, 0],
  [0, 3, 0],
];
const [RIGHT, WRONG, OTHER]: readonly [Grid, Grid, Grid] = [[[1, 2]], [[2, 1]], [[2], [1]]];
const TURNED = formatAugmentation({ transform: 1, colours: [0, 2, 1, 3, 4, 5, 6, 7, 8, 9] });
const FLIPPED = formatAugmentation({ transform: 4, colours: [0, 9, 8, 7, 6, 5, 4, 3, 2, 1] });
const MIRRORED = formatAugmentation({ transform: 5, colours: [0, 2, 1, 3, 4, 5, 6, 7, 8, 9] });

interface Version {
  readonly augmentation: string;
  /** Of each supervision step, as the puzzle would have it that was not augmented. */
  readonly answers: readonly Grid[];
  readonly q?: number;
  readonly input?: Grid;
}

/** What of a run and its rollouts is looked at. */
function madeUp(versions: readonly Version[]): { run: AugmentedRun; rollouts: AnalysedRollout[] } {
  const canvas = (grid: Grid, augmentation: string): Uint8Array => {
    const way = parseAugmentation(augmentation);
    return gridToTokens(way === undefined ? grid : augmentGrid(grid, way), 6, "a test");
  };
  const rollouts = versions.map(({ augmentation, answers, q = 0 }, rollout) => ({
    identity: { rollout, task: "a", testIndex: 0, augmentation, trajectory: 0 },
    measured: { solved: answers.at(-1) === RIGHT, finalQHaltLogit: q, tail: Math.min(answers.length, 2) },
  }));
  const run = {
    async *rolloutGroups() {
      yield versions.map(({ augmentation, input = INPUT }, rollout) => ({
        rollout,
        augmentation,
        inputTokens: canvas(input, augmentation),
      }));
    },
    async *allStepColumns() {
      for (const [rollout, { augmentation, answers }] of versions.entries()) {
        // A probe with an answer of its own stands before each answer.
        const rows = answers.flatMap((grid, at) => [
          { step: at + 1, kind: "probe", tokens: canvas(OTHER, "") },
          { step: at + 1, kind: "answer", tokens: canvas(grid, augmentation) },
        ]);
        yield {
          rollout,
          rows: rows.length,
          columns: {
            supervisionStep: Int32Array.from(rows, ({ step }) => step),
            kind: rows.map(({ kind }) => kind),
            tokens: rows.map(({ tokens }) => tokens),
          },
        };
      }
    },
  };
  return { run: run as unknown as AugmentedRun, rollouts: rollouts as unknown as AnalysedRollout[] };
}

async function compared(versions: readonly Version[]) {
  const { run, rollouts } = madeUp(versions);
  return compareAugmentations(run, rollouts);
}

describe("comparing augmentations", () => {
  it("finds one answer where all versions say the same once they are undone", async () => {
    const answers = [WRONG, RIGHT];
    const [puzzle] = await compared([
      { augmentation: "", answers },
      { augmentation: TURNED, answers },
      { augmentation: FLIPPED, answers },
    ]);
    expect(puzzle).toMatchObject({ answers: 1, votes: 3, solvedByVote: true, solvedAsItIs: true });
    expect(puzzle?.versions.map(({ parting }) => parting?.partsAt ?? null)).toEqual([null, null, null]);
  });

  it("lets the vote win over the puzzle as it is", async () => {
    const puzzles = await compared([
      { augmentation: "", answers: [WRONG] },
      { augmentation: TURNED, answers: [RIGHT] },
      { augmentation: FLIPPED, answers: [RIGHT] },
    ]);
    expect(puzzles[0]).toMatchObject({ answers: 2, votes: 2, solvedByVote: true, solvedAsItIs: false });
    expect(augmentationOutcomes(puzzles)).toMatchObject({ puzzles: 1, versions: 3, gained: 1, lost: 0 });
  });

  it("breaks a tie by the mean probability that the halting head gives, not by its logit", async () => {
    const [puzzle] = await compared([
      { augmentation: "", answers: [WRONG], q: 10 },
      { augmentation: TURNED, answers: [RIGHT], q: 1 },
      { augmentation: FLIPPED, answers: [WRONG], q: -1 },
      { augmentation: MIRRORED, answers: [RIGHT], q: 1 },
    ]);
    expect(puzzle).toMatchObject({ answers: 2, votes: 2, solvedByVote: true });
  });

  it("does not count a logit that is not a number for or against an answer", async () => {
    const versions = [
      { augmentation: "", answers: [WRONG], q: Number.NaN },
      { augmentation: TURNED, answers: [RIGHT], q: 1 },
    ];
    for (const order of [versions, [...versions].reverse()]) {
      expect((await compared(order))[0]).toMatchObject({ answers: 2, solvedByVote: true });
    }
  });

  it("breaks a full tie by the order in the run", async () => {
    const [puzzle] = await compared([
      { augmentation: TURNED, answers: [RIGHT] },
      { augmentation: "", answers: [WRONG] },
    ]);
    expect(puzzle).toMatchObject({ answers: 2, votes: 1, solvedByVote: true });
  });

  it("says where a version parts from the puzzle as it is, wherever that stands, and where it comes back", async () => {
    const [puzzle] = await compared([
      { augmentation: TURNED, answers: [WRONG, OTHER, WRONG, RIGHT] },
      { augmentation: "", answers: [WRONG, WRONG, WRONG, RIGHT] },
    ]);
    expect(puzzle?.versions[0]?.analysed.identity.augmentation).toBe("");
    expect(puzzle?.versions[1]?.parting).toMatchObject({ partsAtStep: 2, rejoinsAtStep: 3, sameEnd: true });
    expect(puzzle?.versions.map(({ togetherAtEnd }) => togetherAtEnd)).toEqual([false, true]);
  });

  it("does not take a last answer that is the same again for being together through the tail", async () => {
    const [puzzle] = await compared([
      { augmentation: "", answers: [WRONG, WRONG, RIGHT] },
      { augmentation: TURNED, answers: [WRONG, OTHER, RIGHT] },
    ]);
    expect(puzzle?.versions[1]).toMatchObject({ parting: { rejoinsAtStep: 3 }, togetherAtEnd: false });
  });

  it("takes what its name does not undo for another puzzle", async () => {
    const puzzles = await compared([
      { augmentation: "", answers: [RIGHT] },
      { augmentation: TURNED, answers: [RIGHT], input: [[5]] },
    ]);
    expect(puzzles).toEqual([]);
  });

  it("has nothing to say of a run without augmentations, and counts no share of it", async () => {
    const puzzles = await compared([{ augmentation: "", answers: [RIGHT] }]);
    expect(puzzles).toEqual([]);
    expect(augmentationOutcomes(puzzles)).toMatchObject({ puzzles: 0, mostAnswers: 0, medianPartsAtStep: null });
  });
});
