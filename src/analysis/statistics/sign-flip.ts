/**
 * @file Did one of two runs do better, where several observations are of one puzzle? Fisher's randomisation test (The Design of Experiments,
 * 1935, section 21): if neither does, a puzzle's outcomes in the two might as well be exchanged, all of them together. Of puzzles with
 * one observation each it is McNemar's exact test.
 */

/**
 * How likely the sum of `differences` (whole numbers, one a puzzle) is to be as far from 0 as it is, or further, if each has either sign
 * with the same chance. Exact. 1 where all are 0.
 */
export function signFlipExact(differences: readonly number[]): number {
  const sizes = differences.map(Math.abs).filter((size) => size > 0);
  const reach = sizes.reduce((sum, size) => sum + size, 0);
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0));
  // By the sum, from −reach to reach.
  let [chances, next] = [new Float64Array(2 * reach + 1), new Float64Array(2 * reach + 1)];
  chances[reach] = 1;
  let reached = 0;
  // A puzzle changes the sum by an even number or an odd one, whichever sign it has: every other place stays empty.
  for (const size of sizes) {
    next.fill(0);
    for (let at = reach - reached; at <= reach + reached; at += 2) {
      const half = (chances[at] ?? 0) / 2;
      next[at + size] = (next[at + size] ?? 0) + half;
      next[at - size] = (next[at - size] ?? 0) + half;
    }
    reached += size;
    [chances, next] = [next, chances];
  }
  const extreme = chances.reduce((sum, chance, at) => (Math.abs(at - reach) >= observed ? sum + chance : sum), 0);
  return Math.min(1, extreme);
}
