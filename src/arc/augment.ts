/**
 * @file Augmentations of a task: a colour permutation and a symmetry of the square, and the names upstream gives them
 * (`dataset/build_arc_dataset.py`). The two commute, so the inverse of an augmentation is an augmentation too.
 */

import { inverseTransform, TRANSFORMS, type Transform, transformGrid } from "./dihedral.ts";
import type { Grid, Pair, Task } from "./puzzle.ts";

export interface Augmentation {
  readonly transform: Transform;
  /** A permutation of 0 to 9: `colours[c]` is what colour c becomes. Upstream's leave 0 alone. */
  readonly colours: readonly number[];
}

export const IDENTITY: Augmentation = { transform: 0, colours: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] };

export function augmentGrid(grid: Grid, { transform, colours }: Augmentation): Grid {
  return transformGrid(
    grid.map((row) => row.map((colour) => colours[colour] ?? colour)),
    transform,
  );
}

export function inverseAugmentation({ transform, colours }: Augmentation): Augmentation {
  return { transform: inverseTransform(transform), colours: colours.map((_, colour) => colours.indexOf(colour)) };
}

/** Every grid of the task augmented; the id stays. */
export function augmentTask(task: Task, augmentation: Augmentation): Task {
  const augment = (grid: Grid) => augmentGrid(grid, augmentation);
  return {
    id: task.id,
    train: task.train.map(({ input, output }) => ({ input: augment(input), output: augment(output) })),
    test: task.test.map(
      ({ input, output }): Pair =>
        output === undefined ? { input: augment(input) } : { input: augment(input), output: augment(output) },
    ),
  };
}

const SEPARATOR = "|||";
const SUFFIX = /^t([0-7])\|\|\|([0-9]{10})$/;

/** Upstream's suffix without the leading bars: `t3|||0213456789`. */
export function formatAugmentation({ transform, colours }: Augmentation): string {
  return `t${transform}${SEPARATOR}${colours.join("")}`;
}

/** Reads `t3|||0213456789`; `undefined` where the text is not that or the digits are no permutation. */
export function parseAugmentation(text: string): Augmentation | undefined {
  const [, digit, digits] = SUFFIX.exec(text) ?? [];
  const transform = TRANSFORMS.find((candidate) => String(candidate) === digit);
  if (transform === undefined || digits === undefined || new Set(digits).size !== digits.length) return undefined;
  return { transform, colours: Array.from(digits, Number) };
}

export interface AugmentedName {
  readonly task: string;
  /** `undefined` for the task as it is. */
  readonly augmentation: Augmentation | undefined;
}

/** The name that identifiers files use: `25ff71a9`, `25ff71a9|||t3|||0614732958`. An empty suffix is none. */
export function augmentedName(task: string, suffix: string): string {
  return suffix === "" ? task : `${task}${SEPARATOR}${suffix}`;
}

/** The inverse of `augmentedName`. A name that does not end in a suffix of upstream's form is a task of that name. */
export function parseAugmentedName(name: string): AugmentedName {
  const end = name.indexOf(SEPARATOR);
  const augmentation = end <= 0 ? undefined : parseAugmentation(name.slice(end + SEPARATOR.length));
  return { task: augmentation === undefined ? name : name.slice(0, end), augmentation };
}
