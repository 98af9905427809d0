/**
 * @file How large the grids of the task are drawn, so that input and target stay in sight beside all training pairs that have room.
 */

export interface TaskLayout {
  /** CSS pixels of a training grid, at most, and of the test's input and target. */
  readonly pair: number;
  readonly test: number;
  /** Input and target side by side. */
  readonly isRow: boolean;
}

export interface TaskRoom {
  /** CSS pixels inside of the column; `undefined` where it is as high as it needs to be. */
  readonly width: number;
  readonly height: number | undefined;
  readonly pairs: number;
  /** Input alone, or input and target. */
  readonly tests: number;
}

/** What stands between and beside the grids, in CSS pixels, as `TaskColumn.svelte` has it. */
const ARROW = 34;
const GAP = 12;
const HEADING = 24;
const CAPTION = 20;
const PAIR_GAP = 8;

const LARGE = 176;
/** Without pairs there is room for more. */
const ALONE = 256;
/** Sizes at which a grid of 30 × 30 has whole pixels: four of them a cell, three, two. Below, pairs scroll. */
const SIZES = [122, 92, 62];

/** The first that fits of: all of them large, input and target side by side, smaller pairs and smaller tests. */
export function taskLayout({ width, height, pairs, tests }: TaskRoom): TaskLayout {
  const beside = (width - (tests - 1) * GAP) / tests;
  const within = (width - ARROW) / 2;
  const rows = [Math.min(LARGE, beside), ...SIZES].filter((size) => size <= beside);
  const choices: TaskLayout[] = SIZES.filter((size) => size <= within).flatMap((pair) =>
    rows.map((test) => ({ pair, test, isRow: true })),
  );
  const [widest] = choices;
  const last = choices.at(-1) ?? { pair: Math.max(1, within), test: Math.max(1, beside), isRow: true };
  const stacked = (most: number): TaskLayout => ({
    pair: widest?.pair ?? last.pair,
    test: Math.min(most, width),
    isRow: false,
  });
  if (height === undefined) return widest ?? last;
  const isRoomFor = ({ pair, test, isRow }: TaskLayout): boolean => {
    const inPairs = pairs === 0 ? 0 : HEADING + GAP + pairs * (pair + CAPTION + PAIR_GAP);
    const inTest = (isRow ? 1 : tests) * (HEADING + test + CAPTION) + (isRow ? 0 : (tests - 1) * GAP);
    return inPairs + inTest <= height;
  };
  return [...(pairs === 0 ? [stacked(ALONE)] : []), stacked(LARGE), ...choices].find(isRoomFor) ?? last;
}
