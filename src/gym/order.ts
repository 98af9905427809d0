/**
 * @file Which rules a gym set is about: family after family in turn, the rules of each in a random order that needs no list of
 * what was drawn before.
 */

import { usage } from "../errors.ts";
import { randomOf } from "./random.ts";
import type { Rule, RuleFamily } from "./rule.ts";

/**
 * `count` different rules: the first of every family, then the second, …; families that have no more are left out. A larger
 * `count` only adds to the end. Throws a `FixpointError` where there are not so many.
 */
export function chooseRules(families: readonly RuleFamily[], count: number, seed: number): readonly Rule[] {
  const most = families.reduce((sum, { rules }) => sum + rules.length, 0);
  if (count > most) throw usage("count", count, { expected: `at most ${most}, as many as these concepts have rules` });
  const orders = families.map((family) => ruleOrder(family, seed));
  const chosen: Rule[] = [];
  for (let round = 0; chosen.length < count; round++) {
    for (const [index, { rules }] of families.entries()) {
      const rule = round < rules.length ? rules[orders[index]?.(round) ?? 0] : undefined;
      if (rule !== undefined && chosen.length < count) chosen.push(rule);
    }
  }
  return chosen;
}

/** n → start + n · step modulo the number of rules, which no factor of `step` divides: a permutation. */
function ruleOrder({ name, rules: { length } }: RuleFamily, seed: number): (n: number) => number {
  const random = randomOf(seed, "gym", name, "order");
  const start = random.below(length);
  let step = 1 + random.below(length);
  while (commonDivisor(step, length) !== 1) step++;
  return (n) => (start + n * step) % length;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
