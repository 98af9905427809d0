/** @file Tests of augmentations against upstream's, and of their names. */

import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryGrid } from "../../test/arbitrary-grid.ts";
import { describeShared, shared } from "../../test/shared.ts";
import {
  type Augmentation,
  augmentedName,
  augmentGrid,
  augmentTask,
  formatAugmentation,
  IDENTITY,
  inverseAugmentation,
  parseAugmentation,
  parseAugmentedName,
} from "./augment.ts";
import { TRANSFORMS, transformGrid } from "./dihedral.ts";
import { gridHash } from "./grid.ts";
import type { Grid } from "./puzzle.ts";

const golden = <T>(file: string): T => JSON.parse(readFileSync(shared(`golden/dataset/${file}`), "utf8"));

const augmentationOf = (name: string): Augmentation => parseAugmentedName(name).augmentation ?? IDENTITY;

describeShared("augmentGrid, like upstream's", () => {
  interface TransformCase {
    name: string;
    transform: number;
    inverse_transform: number;
    grid: Grid;
    dihedral_only: Grid;
    augmented: Grid;
    inverse: Grid;
    sha256: string;
  }

  it.each(golden<TransformCase[]>("transform_cases.json"))("does $name and its inverse", async (expected) => {
    const augmentation = augmentationOf(expected.name);
    const inverse = inverseAugmentation(augmentation);
    expect([augmentation.transform, inverse.transform]).toEqual([expected.transform, expected.inverse_transform]);
    expect(transformGrid(expected.grid, augmentation.transform)).toEqual(expected.dihedral_only);
    const augmented = augmentGrid(expected.grid, augmentation);
    expect(augmented).toEqual(expected.augmented);
    expect(await gridHash(augmented)).toBe(expected.sha256);
    expect(augmentGrid(augmented, inverse)).toEqual(expected.inverse);
  });

  interface InverseSample {
    name: string;
    original: string;
    augmented_input: Grid;
    augmented_output: Grid;
    inverse_input: Grid;
    inverse_output: Grid;
    inverse_input_sha256: string;
  }

  it("turns the examples of the dataset back", async () => {
    const samples = golden<InverseSample[]>("inverse_aug_samples.json");
    expect(samples).toHaveLength(28);
    for (const sample of samples) {
      expect(parseAugmentedName(sample.name).task).toBe(sample.original);
      const inverse = inverseAugmentation(augmentationOf(sample.name));
      expect(augmentGrid(sample.augmented_output, inverse)).toEqual(sample.inverse_output);
      const input = augmentGrid(sample.augmented_input, inverse);
      expect(input).toEqual(sample.inverse_input);
      expect(await gridHash(input)).toBe(sample.inverse_input_sha256);
    }
  });
});

const arbitraryAugmentation: fc.Arbitrary<Augmentation> = fc.record({
  transform: fc.constantFrom(...TRANSFORMS),
  colours: fc.shuffledSubarray([...IDENTITY.colours], { minLength: 10 }),
});

describe("augmentations", () => {
  it("are undone by their inverse", () => {
    fc.assert(
      fc.property(arbitraryGrid, arbitraryAugmentation, (grid, augmentation) => {
        const there = augmentGrid(grid, augmentation);
        expect(augmentGrid(there, inverseAugmentation(augmentation))).toEqual(grid);
      }),
    );
  });

  it("are named so that the name gives them back", () => {
    fc.assert(
      fc.property(arbitraryAugmentation, (augmentation) => {
        expect(parseAugmentation(formatAugmentation(augmentation))).toEqual(augmentation);
      }),
    );
  });

  it("leave the 0×0 grid alone", () => {
    for (const transform of TRANSFORMS) expect(augmentGrid([], { ...IDENTITY, transform })).toEqual([]);
  });

  it("apply to every grid of a task and invent no output", () => {
    const task = { id: "t", train: [{ input: [[1, 2]], output: [[3]] }], test: [{ input: [[0, 1]] }] };
    expect(augmentTask(task, { transform: 6, colours: [0, 5, 6, 7, 1, 2, 3, 4, 8, 9] })).toEqual({
      id: "t",
      train: [{ input: [[5], [6]], output: [[7]] }],
      test: [{ input: [[0], [5]] }],
    });
  });
});

describe("names", () => {
  it("are upstream's", () => {
    const augmentation: Augmentation = { transform: 3, colours: [0, 2, 1, 3, 4, 5, 6, 7, 8, 9] };
    expect(formatAugmentation(augmentation)).toBe("t3|||0213456789");
    expect(augmentedName("25ff71a9", "t3|||0213456789")).toBe("25ff71a9|||t3|||0213456789");
    expect(augmentedName("25ff71a9", "")).toBe("25ff71a9");
    expect(parseAugmentedName("25ff71a9|||t3|||0213456789")).toEqual({ task: "25ff71a9", augmentation });
  });

  it.each([
    "25ff71a9",
    "a|||t8|||0123456789",
    "a|||t0|||0123456788",
    "a|||t0|||012345678",
    "a|||b",
    "|||t0|||0123456789",
  ])("without a well-formed suffix belong to a task of that name: %s", (name) => {
    expect(parseAugmentedName(name)).toEqual({ task: name, augmentation: undefined });
  });
});
