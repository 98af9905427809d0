/**
 * @file Tasks: a rule and pairs that show it.
 */

import { gridsEqual } from "../arc/grid.ts";
import type { Grid } from "../arc/puzzle.ts";
import { usage } from "../errors.ts";
import { type Split, splitOf } from "./held-out.ts";
import { type Random, randomOf, withSmallestSide } from "./random.ts";
import type { Example, Rule } from "./rule.ts";

export interface GymTask {
  readonly id: string;
  readonly rule: Rule;
  readonly train: readonly Example[];
  readonly test: readonly Example[];
}

export interface TaskOptions {
  readonly seed: number;
  /** Training pairs; 3 or 4 where not given. */
  readonly pairs?: number | undefined;
  /** Test pairs; 1 or 2 where not given. */
  readonly testPairs?: number | undefined;
  /** Rows and columns that an input has at least, where the rule has any so large; else it has the most that the rule allows. */
  readonly minSide?: number | undefined;
}

/** Draws in a row without a new pair after which there are taken to be no more. */
const PATIENCE = 10_000;
/** Sets of training pairs that may leave the rule in doubt, one after the other. */
const ROUNDS = 50;
/** Further examples on which two rules must agree to be taken for the same. */
const PROBES = 30;

/**
 * The task of a rule: all inputs differ, and no other rule that differs in the parameters of one concept explains the training
 * pairs. Which inputs are for training and which for tests hangs on the inputs alone (`splitOf`), so the same task made with
 * another seed or more pairs never trains on a test pair of this one. The test pairs do not depend on `pairs`.
 *
 * There are fewer pairs than asked for where a rule has no more. Throws a `FixpointError` where it has none, or where so few
 * training pairs leave it in doubt.
 */
export function makeTask(rule: Rule, { seed, pairs, testPairs, minSide = 1 }: TaskOptions): GymTask {
  const sizes = randomOf(seed, "gym", rule.id, "sizes");
  const [trainCount, testCount] = [pairs ?? sizes.between(3, 4), testPairs ?? sizes.between(1, 2)];
  const random = (...what: readonly (string | number)[]) =>
    withSmallestSide(randomOf(seed, "gym", rule.id, ...what), minSide);
  const test = drawExamples(rule, "test", testCount, random("test"));
  const probes = () => drawExamples(rule, "train", PROBES, random("probes"));
  if (test.length === 0) {
    throw usage("rule", `${rule.id} (${rule.sentence}) shows on no grid`, { expected: "concepts that go together" });
  }
  for (let round = 0; round < ROUNDS; round++) {
    const train = drawExamples(rule, "train", trainCount, random("train", round));
    if (isDetermined(rule, train, probes)) return { id: rule.id, rule, train, test };
  }
  throw usage("pairs", `${trainCount} leave ${rule.id} in doubt`, { expected: "more" });
}

function drawExamples(rule: Rule, split: Split, count: number, random: Random): Example[] {
  const examples: Example[] = [];
  const seen = new Set<string>();
  for (let misses = 0; examples.length < count && misses < PATIENCE; misses++) {
    const input = rule.draw(random);
    const key = input === undefined ? "" : gridKey(input);
    if (input === undefined || splitOf(key) !== split || seen.has(key)) continue;
    const example = rule.apply(input);
    if (example === undefined) continue;
    seen.add(key);
    examples.push(example);
    misses = 0;
  }
  return examples;
}

function gridKey(grid: Grid): string {
  return grid.map((row) => row.join("")).join("/");
}

/**
 * Do these pairs tell the rule from all its alternatives? Those that also agree on all `probes` are the same rule in other words:
 * which colour an object gets does not matter to a composition that then removes it.
 */
export function isDetermined(
  rule: Rule,
  train: readonly Example[],
  probes: () => readonly Example[] = () => [],
): boolean {
  for (const other of rule.alternatives()) {
    if (!explains(other, train)) continue;
    const further = probes();
    if (further.length === 0 || !explains(other, further)) return false;
  }
  return true;
}

export function explains(rule: Rule, pairs: readonly Pick<Example, "input" | "output">[]): boolean {
  return pairs.every(({ input, output }) => {
    const other = rule.apply(input)?.output;
    return other !== undefined && gridsEqual(other, output);
  });
}
