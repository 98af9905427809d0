import { describe, expect, it } from "vitest";
import { heldOutOnly } from "./held-out-only.ts";
import { produceAll } from "./produce.ts";
import { parseSpecification } from "./specification.ts";

const inputsOf = (value: object, test?: number) => {
  const specification = parseSpecification(value, "recipe");
  const [all, only] = [specification, heldOutOnly(specification, test)].map((one) => produceAll(one).dataset());
  if (all === undefined || only === undefined) throw new Error("nothing made");
  return { all, only };
};

describe("the held-out split alone", () => {
  it.each([
    { generator: "gym", concepts: "mirror,gravity", pairs: 30, test_pairs: 5, min_side: 8 },
    { generator: "sudoku", side: 4, count: 20, test: 6 },
    { generator: "maze", side: 7, count: 9, test: 4 },
  ])("is that of the whole: %j", (value) => {
    const { all, only } = inputsOf(value);
    expect(only.test.inputs).toEqual(all.test.inputs);
    expect(only.identifiers).toEqual(all.identifiers);
    expect(only.train.inputs.length).toBeLessThan(all.train.inputs.length);
  });

  it("is of another size where that is asked for, of a gym for each task", () => {
    const gym = inputsOf({ generator: "gym", concepts: "mirror,gravity", pairs: 5, test_pairs: 5 }, 2);
    expect(gym.only.test.inputs).toHaveLength(2 * 2 * 100);
    const sudoku = inputsOf({ generator: "sudoku", side: 4, count: 3, test: 6, bands: ["easy", "medium"] }, 4);
    expect(sudoku.only.test.inputs).toEqual(sudoku.all.test.inputs.slice(0, 4 * 16));
  });
});
