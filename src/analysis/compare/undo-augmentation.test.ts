import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryGrid } from "../../../test/arbitrary-grid.ts";
import { type Augmentation, augmentGrid, formatAugmentation, parseAugmentation } from "../../arc/augment.ts";
import { TRANSFORMS } from "../../arc/dihedral.ts";
import { gridToTokens } from "../../arc/tokens.ts";
import { gridKey, undoneGrid } from "./undo-augmentation.ts";

const augmentation: fc.Arbitrary<Augmentation> = fc.record({
  transform: fc.constantFrom(...TRANSFORMS),
  colours: fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { minLength: 10 }),
});

describe("undoing an augmentation", () => {
  it("gives back any grid under any augmentation that a run names", () => {
    fc.assert(
      fc.property(arbitraryGrid, augmentation, (grid, way) => {
        const named = parseAugmentation(formatAugmentation(way));
        expect(undoneGrid(gridToTokens(augmentGrid(grid, way), 30, "a test"), named)).toEqual(grid);
      }),
    );
  });

  it("crops what was not augmented, and leaves it as it is", () => {
    expect(undoneGrid(gridToTokens([[1, 2, 3]], 5, "a test"), undefined)).toEqual([[1, 2, 3]]);
  });

  it("tells a grid from its transpose", () => {
    expect(gridKey([[1, 2]])).not.toBe(gridKey([[1], [2]]));
  });
});
