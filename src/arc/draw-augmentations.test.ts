/** @file Tests of drawing augmentations. */

import { describe, expect, it } from "vitest";
import { augmentTask, formatAugmentation, IDENTITY } from "./augment.ts";
import { drawAugmentations } from "./draw-augmentations.ts";
import type { Task } from "./puzzle.ts";

const task = (input: number[][], id = "t"): Task => ({ id, train: [], test: [{ input }] });
/** No symmetry, nine colours: every augmentation gives another task. */
const rich = task([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
  [0, 0, 0],
]);
const names = (of: Task, count: number, seed: number) => drawAugmentations(of, count, seed).map(formatAugmentation);

describe("drawAugmentations", () => {
  it("gives as many as asked for, all different, none of them nothing, and leaves colour 0 alone", () => {
    const drawn = drawAugmentations(rich, 200, 7);
    const tasks = new Set([rich, ...drawn.map((one) => augmentTask(rich, one))].map((t) => JSON.stringify(t)));
    expect(tasks.size).toBe(201);
    for (const { colours } of drawn) {
      expect(colours[0]).toBe(0);
      expect([...colours].sort()).toEqual([...IDENTITY.colours]);
    }
  });

  it("uses all eight transforms and moves every colour everywhere", () => {
    const drawn = drawAugmentations(rich, 500, 7);
    expect(new Set(drawn.map(({ transform }) => transform)).size).toBe(8);
    for (let colour = 1; colour < 10; colour++) {
      expect(new Set(drawn.map(({ colours }) => colours[colour])).size).toBe(9);
    }
  });

  it("depends on the seed and the task's id", () => {
    expect(names(rich, 5, 1)).toEqual(names(rich, 5, 1));
    expect(names(rich, 5, 2)).not.toEqual(names(rich, 5, 1));
    expect(names({ ...rich, id: "u" }, 5, 1)).not.toEqual(names(rich, 5, 1));
  });

  it("only adds to the end when more are asked for", () => {
    expect(names(rich, 50, 1).slice(0, 5)).toEqual(names(rich, 5, 1));
  });

  it("stays the same over versions", () => {
    expect(names(rich, 3, 0)).toMatchInlineSnapshot(`
      [
        "t0|||0516983742",
        "t6|||0471638952",
        "t1|||0748126359",
      ]
    `);
  });

  it.each([
    ["one cell of colour 0", [[0]], 0],
    ["one cell of another colour", [[5]], 8],
    ["two cells of two colours, lying or standing", [[1, 2]], 9 * 8 * 2 - 1],
    [
      "one colour without symmetry",
      [
        [1, 0, 0],
        [0, 0, 1],
        [0, 0, 0],
      ],
      9 * 8 - 1,
    ],
  ])("gives all there are where fewer exist: %s", (_, input, count) => {
    expect(drawAugmentations(task(input), 1000, 3)).toHaveLength(count);
  });

  it("takes two tasks whose pairs are merely swapped for one", () => {
    // A left-right flip swaps the two tests.
    const swapped: Task = { id: "s", train: [], test: [{ input: [[1, 0]] }, { input: [[0, 1]] }] };
    expect(drawAugmentations(swapped, 1000, 3)).toHaveLength(9 * 2 - 1);
  });
});
