/**
 * @file A puzzle that was run live as part of a link, and back.
 */

import { cropTokens } from "../../src/arc/crop.ts";
import type { Task } from "../../src/arc/puzzle.ts";
import { invalid } from "../../src/errors.ts";
import type { PuzzleLink } from "../state/live-link.ts";
import { pairsText } from "../state/pairs-text.ts";
import type { LiveModel, LivePuzzle } from "./protocol.ts";

/** Without the training pairs where the link has no room for them. */
export function puzzleLink({ row, made, task: from }: LivePuzzle): PuzzleLink {
  if (made !== undefined) return { kind: "made", ...made };
  const { task, testIndex, augmentation, inputTokens: input, targetTokens: target = null } = row.puzzle;
  const pairs = from?.train ?? [];
  const train = pairsText(pairs) === undefined ? [] : pairs;
  return { kind: "given", task, testIndex, augmentation, identifier: row.puzzleIdentifier, input, target, train };
}

/** Of a puzzle that is in the link itself. Throws a `FixpointError` for one that is not for this model. */
export function linkedPuzzle(link: PuzzleLink & { readonly kind: "given" }, model: LiveModel): LivePuzzle {
  const { task, testIndex, augmentation, identifier, input, target } = link;
  const cells = model.side * model.side;
  if (input.length !== cells) {
    throw invalid("puzzle in the link", `${input.length} cells`, { expected: `${cells}, as the model's canvas has` });
  }
  const token = input.find((one) => one >= model.vocabulary);
  if (token !== undefined) {
    throw invalid("puzzle in the link", `token ${token}`, { expected: `0 to ${model.vocabulary - 1}` });
  }
  const puzzle = {
    task,
    testIndex,
    augmentation,
    puzzleIdentifier: undefined,
    inputTokens: input,
    targetTokens: target ?? undefined,
    targetGrid: model.kind === "arc" && target !== null ? cropTokens(target, model.side) : undefined,
  };
  return { row: { puzzle, puzzleIdentifier: identifier, trajectory: 0 }, task: linkedTask(link, model) };
}

/** What the page shows beside the puzzle; `undefined` where the link has nothing of it. */
function linkedTask(
  { task, input, target, train }: PuzzleLink & { readonly kind: "given" },
  { kind, side }: LiveModel,
): Task | undefined {
  if (kind !== "arc" || train.length === 0) return undefined;
  const test = { input: cropTokens(input, side), ...(target !== null && { output: cropTokens(target, side) }) };
  return { id: task, train, test: [test] };
}
