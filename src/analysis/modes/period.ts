/**
 * @file The period of a cycle: from the returns of the latent state, and from the answers. In answers (H-steps), since the recursion
 * maps the state after one H-step to the state after the next, all with the same input.
 */

/** The recorder looks for returns 2 to 9 answers back. */
const LONGEST_RETURN = 9;

/**
 * So many of the returns must agree with a period. A stray nearest neighbour is not to hide it; but of the lags 2, 4, 6 and 8 that noise
 * makes of a period of 2, half are multiples of 4 as well.
 */
const AGREEING = 0.9;

/**
 * The period that lags of nearest returns stand for. In a cycle of period 2 the nearest state may be 2, 4, 6 or 8 answers back, as noise
 * will have it: the period is the largest number that divides (nearly) all lags. Null where none does, or where there are no lags.
 */
export function periodOfLags(lags: ArrayLike<number>): number | null {
  const known = Array.from(lags).filter((lag) => !Number.isNaN(lag));
  if (known.length === 0) return null;
  for (let period = LONGEST_RETURN; period >= 2; period--) {
    const agreeing = known.filter((lag) => lag % period === 0).length;
    if (agreeing >= AGREEING * known.length) return period;
  }
  return null;
}

/**
 * The least number of answers after which each of the last `tail` answers repeats: 1 where they stay the same. Null where there is none
 * up to `tail`, or not enough answers before the tail to tell. `same(a, b)` compares answers by their place in 0 … `count` − 1.
 */
export function answerPeriod(count: number, tail: number, same: (a: number, b: number) => boolean): number | null {
  const first = count - Math.min(tail, count);
  // Of a short rollout the first answer has none before it.
  for (let period = 1; period <= tail && (period <= first || period === 1); period++) {
    let repeats = true;
    for (let at = Math.max(first, period); at < count && repeats; at++) repeats = same(at, at - period);
    if (repeats) return count >= 2 ? period : null;
  }
  return null;
}

/** Both u8 [S]. */
export function sameTokens(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let cell = 0; cell < a.length; cell++) if (a[cell] !== b[cell]) return false;
  return true;
}
