/**
 * @file Distinct augmentations of a task, drawn from a seed: as upstream draws them (colour 0 stays, two that give the
 * same grids are one, the task itself does not count), with a generator of our own.
 */

import { namedSeed, nextBelow, splitMix64 } from "../random/splitmix64.ts";
import { type Augmentation, augmentTask, formatAugmentation, IDENTITY } from "./augment.ts";
import { TRANSFORMS } from "./dihedral.ts";
import type { Grid, Task } from "./puzzle.ts";

/**
 * Up to `count` augmentations, each giving another task than the original and all others. **Fewer** are returned where
 * fewer exist: a task of black and one colour has at most 71. They depend on the seed and the task's id only, and a
 * larger `count` only adds to the end.
 *
 * Upstream gives up after 5 · `count` draws. Here there are enough draws for a shortfall to mean that there are no more:
 * were `n` ≤ `count` left to be found, one of them would stay unseen with probability below n · e⁻⁴⁰.
 */
export function drawAugmentations(task: Task, count: number, seed: number): readonly Augmentation[] {
  const random = splitMix64(namedSeed(seed, task.id));
  const drawn: Augmentation[] = [];
  const seen = new Set([taskKey(task)]);
  const tried = new Set<string>();
  const used = coloursOf(task);
  for (let tries = 40 * (count + 72); tries > 0 && drawn.length < count; tries--) {
    const augmentation = drawOne(random);
    // Colours that the task lacks do not matter: most repetitions are seen from this alone, without touching a grid.
    const effect = formatAugmentation({ ...augmentation, colours: used.map((c) => augmentation.colours[c] ?? c) });
    if (tried.has(effect)) continue;
    tried.add(effect);
    const key = taskKey(augmentTask(task, augmentation));
    if (seen.has(key)) continue;
    seen.add(key);
    drawn.push(augmentation);
  }
  return drawn;
}

function drawOne(random: Generator<bigint, never, void>): Augmentation {
  const transform = TRANSFORMS[nextBelow(random, TRANSFORMS.length)] ?? 0;
  const colours = [...IDENTITY.colours];
  for (let last = 9; last > 1; last--) {
    const other = 1 + nextBelow(random, last);
    [colours[last], colours[other]] = [colours[other] ?? other, colours[last] ?? last];
  }
  return { transform, colours };
}

function coloursOf(task: Task): readonly number[] {
  const grids = [...task.train, ...task.test].flatMap(({ input, output }) => [input, output ?? []]);
  return [...new Set(grids.flat(2))].sort();
}

/**
 * Equal for tasks with the same pairs, in whatever order: what upstream's `puzzle_hash` says, without the hash.
 */
function taskKey(task: Task): string {
  const gridKey = (grid: Grid | undefined) => grid?.map((row) => row.join("")).join("/") ?? "?";
  return [...task.train, ...task.test]
    .map(({ input, output }) => `${gridKey(input)}|${gridKey(output)}`)
    .sort()
    .join("|");
}
