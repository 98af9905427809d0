/**
 * @file The pairs of two compared runs that show best what became of a puzzle.
 */

import { type ComparedPair, endTogether } from "../compare/compare-outcomes.ts";

export interface TellingPairs {
  readonly what: string;
  /** How many pairs are so. */
  readonly pairs: number;
  readonly chosen: readonly ComparedPair[];
}

interface Kind {
  readonly what: string;
  readonly is: (pair: ComparedPair) => boolean;
}

const solved = ({ measured }: ComparedPair["first"]): boolean => measured.solved === true;
const wrong = ({ measured }: ComparedPair["first"]): boolean => measured.solved === false;
const KINDS: readonly Kind[] = [
  {
    what: "gained: wrong in the first, right in the second",
    is: ({ first, second }) => wrong(first) && solved(second),
  },
  { what: "lost: right in the first, wrong in the second", is: ({ first, second }) => solved(first) && wrong(second) },
  {
    what: "parted, and together again through the tail, on the same wrong answer",
    is: (pair) => endTogether(pair) && wrong(pair.first) && wrong(pair.second),
  },
  {
    what: "parted, and together again through the tail",
    is: (pair) => endTogether(pair) && !(wrong(pair.first) && wrong(pair.second)),
  },
  {
    what: "parted for good, on another wrong answer",
    is: ({ first, second, parting }) =>
      wrong(first) && wrong(second) && parting.partsAt !== null && parting.rejoinsAt === null,
  },
];

/** Of each kind that occurs, those that are apart for longest. */
export function tellingPairs(pairs: readonly ComparedPair[], most = 1): TellingPairs[] {
  return KINDS.flatMap(({ what, is }): TellingPairs[] => {
    const of = pairs.filter(is);
    const chosen = [...of].sort((a, b) => apart(b) - apart(a)).slice(0, most);
    return chosen.length === 0 ? [] : [{ what, pairs: of.length, chosen }];
  });
}

/** Supervision steps. */
function apart({ first, parting: { partsAtStep, rejoinsAtStep } }: ComparedPair): number {
  return partsAtStep === null ? 0 : (rejoinsAtStep ?? first.measured.steps + 1) - partsAtStep;
}
