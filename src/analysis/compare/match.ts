/**
 * @file Which rollouts of two runs are of the same puzzle.
 */

import type { RolloutIdentity } from "../analyse-run.ts";

/** Same task, test input, augmentation, and place among the trajectories of that puzzle. */
export function matchKey({
  task,
  testIndex,
  augmentation,
  trajectory,
}: Omit<RolloutIdentity, "rollout" | "intervention">): string {
  return JSON.stringify([task, testIndex, augmentation, trajectory]);
}

/** One name for every augmentation and trajectory of a puzzle. */
export const puzzleKey = ({ task, testIndex }: Pick<RolloutIdentity, "task" | "testIndex">): string =>
  JSON.stringify([task, testIndex]);

/**
 * Which puzzle each is of, where some are of the same: their outcomes are not independent, and intervals take them for clusters. All
 * `undefined` where each is of its own.
 */
export function clustersOf(identities: readonly Pick<RolloutIdentity, "task" | "testIndex">[]): (string | undefined)[] {
  const keys = identities.map(puzzleKey);
  return new Set(keys).size === keys.length ? keys.map(() => undefined) : keys;
}

export interface Matching<A, B> {
  readonly pairs: readonly (readonly [A, B])[];
  /** Of the first without a partner, and of the second. */
  readonly onlyFirst: readonly A[];
  readonly onlySecond: readonly B[];
}

/** In the order of the first. Of rollouts with the same key the first of either is taken, and the others have no partner. */
export function matchRollouts<A, B>(
  first: readonly A[],
  second: readonly B[],
  keyOfFirst: (one: A) => string,
  keyOfSecond: (one: B) => string,
): Matching<A, B> {
  const waiting = new Map<string, B>();
  const onlySecond: B[] = [];
  for (const one of second) {
    const key = keyOfSecond(one);
    if (waiting.has(key)) onlySecond.push(one);
    else waiting.set(key, one);
  }
  const pairs: (readonly [A, B])[] = [];
  const onlyFirst: A[] = [];
  for (const one of first) {
    const key = keyOfFirst(one);
    const partner = waiting.get(key);
    if (partner === undefined) onlyFirst.push(one);
    else pairs.push([one, partner]);
    waiting.delete(key);
  }
  return { pairs, onlyFirst, onlySecond: [...onlySecond, ...waiting.values()] };
}

/** By what a rollout's puzzle is known. */
export interface PuzzleOfRollout {
  /** Its `matchKey`. */
  readonly name: string;
  /** Its `inputHash`. */
  readonly input: string;
  readonly trajectory: number;
}

/**
 * Pairs of the same puzzle: its name and its input are the same, or, of what is left (a renamed file or folder), its input alone. The same
 * name with another input is another puzzle. In the order of the first.
 */
export function matchPuzzles<A, B>(
  first: readonly A[],
  second: readonly B[],
  puzzleOf: (one: A | B) => PuzzleOfRollout,
): Matching<A, B> {
  // Once each: an input's hash is of its whole canvas.
  const puzzles = new Map([...first, ...second].map((one) => [one, puzzleOf(one)]));
  const keyed = (key: (puzzle: PuzzleOfRollout) => unknown) => (one: A | B) => {
    const puzzle = puzzles.get(one);
    return puzzle === undefined ? "" : JSON.stringify(key(puzzle));
  };
  const whole = keyed(({ name, input }) => [name, input]);
  const named = matchRollouts(first, second, whole, whole);
  const inputOnly = keyed(({ input, trajectory }) => [input, trajectory]);
  const renamed = matchRollouts(named.onlyFirst, named.onlySecond, inputOnly, inputOnly);
  const order = new Map(first.map((one, place) => [one, place]));
  const place = ([one]: readonly [A, B]): number => order.get(one) ?? 0;
  return { ...renamed, pairs: [...named.pairs, ...renamed.pairs].sort((a, b) => place(a) - place(b)) };
}
