import { expect, it } from "vitest";
import { augmentationOutcomes } from "../analysis/compare/augmentation-outcomes.ts";
import type { AugmentedPuzzle, PuzzleVersion } from "../analysis/compare/augmentations.ts";
import { augmentationsJson, augmentationTables } from "./analyze-augmentations.ts";

function puzzle(solvedByVote: boolean | null, solvedAsItIs: boolean | null): AugmentedPuzzle {
  const versions = ["", "t1|||0123456789"].map((augmentation, rollout) => ({
    analysed: { identity: { rollout, augmentation }, measured: { solved: solvedByVote } },
    answer: "a",
    parting: rollout === 0 ? null : { partsAt: "2", partsAtStep: 2, rejoinsAt: "3", rejoinsAtStep: 3 },
    togetherAtEnd: false,
  })) as unknown as PuzzleVersion[];
  return { task: "a", testIndex: 0, trajectory: 0, versions, answers: 1, votes: 2, solvedByVote, solvedAsItIs };
}

const of = (puzzles: readonly AugmentedPuzzle[]) => ({ puzzles, outcomes: augmentationOutcomes(puzzles) });

it("prints what voting gained", () => {
  const text = augmentationTables("run", of([puzzle(true, false), puzzle(true, true)]));
  expect(text).toContain("run: 2 puzzles in 4 versions, their augmentations undone");
  expect(text).toMatch(/gained, lost by voting +1, 0 \(McNemar p = 1\.0\)/);
});

it("prints nothing of right and wrong without a target", () => {
  const text = augmentationTables("run", of([puzzle(null, null)]));
  expect(text).toMatch(/came together again, of those +1 of 1.*\n +and were so through the whole tail +0 of 1/);
  expect(text).not.toMatch(/right|NaN/);
});

it("names in JSON each version with where it parts", () => {
  const { puzzle_list } = augmentationsJson(of([puzzle(true, true)])) as { puzzle_list: unknown };
  expect(puzzle_list).toMatchObject([
    {
      task: "a",
      solved_by_vote: true,
      versions: [
        { rollout: 0, augmentation: "", parts_at_step: null },
        { rollout: 1, augmentation: "t1|||0123456789", parts_at_step: 2, rejoins_at_step: 3 },
      ],
    },
  ]);
});
