import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { TRANSFORMS, transformGrid } from "../../arc/dihedral.ts";
import { canonicalMaze } from "./canonical.ts";
import { defaultLoops, defaultMinPath, type Maze, makeMaze } from "./maze.ts";
import { mazeTokens } from "./maze-dataset.ts";

const spec = (side: number, loops = defaultLoops(side)) => ({ side, minPath: defaultMinPath(side), loops });
const make = (side: number, index: number, loops?: number): Maze =>
  makeMaze({ spec: spec(side, loops), seed: 1, split: "train" }, index);

/** Steps from start to goal, and how many shortest ways there are, by a wave of rows and columns. */
function shortestWays({ side, open, start, goal }: Maze): { steps: number; ways: number } {
  let wave = new Map([[start, 1]]);
  const seen = new Set([start]);
  for (let steps = 0; wave.size > 0; steps++) {
    const ways = wave.get(goal);
    if (ways !== undefined) return { steps, ways };
    const next = new Map<number, number>();
    for (const [cell, count] of wave) {
      const [row, column] = [Math.trunc(cell / side), cell % side];
      for (const [r, c] of [
        [row - 1, column],
        [row + 1, column],
        [row, column - 1],
        [row, column + 1],
      ] as const) {
        const other = r * side + c;
        if (r < 0 || c < 0 || r >= side || c >= side || open[other] !== 1 || seen.has(other)) continue;
        next.set(other, (next.get(other) ?? 0) + count);
      }
    }
    for (const cell of next.keys()) seen.add(cell);
    wave = next;
  }
  return { steps: -1, ways: 0 };
}

describe("mazes", () => {
  it.each([5, 6, 8, 11, 16, 30])("of side %i have one shortest way, long enough, which is the one given", (side) => {
    for (let index = 0; index < (side === 30 ? 4 : 12); index++) {
      const maze = make(side, index);
      const { steps, ways } = shortestWays(maze);
      expect(ways).toBe(1);
      expect(steps).toBeGreaterThanOrEqual(defaultMinPath(side));
      expect(maze.path).toHaveLength(steps + 1);
      expect([maze.path[0], maze.path.at(-1)]).toEqual([maze.start, maze.goal]);
      for (const [n, cell] of maze.path.entries()) {
        expect(maze.open[cell]).toBe(1);
        const before = maze.path[n - 1] ?? cell;
        const distance =
          Math.abs(Math.trunc(cell / side) - Math.trunc(before / side)) + Math.abs((cell % side) - (before % side));
        expect(distance).toBe(n === 0 ? 0 : 1);
      }
    }
  });

  it("are trees without loops, and have as many loops as asked for at most", () => {
    const loopsOf = ({ side, open }: Maze) => {
      const cells = [...open.keys()].filter((cell) => open[cell] === 1);
      const edges = cells.reduce(
        (sum, cell) => sum + Number(cell % side < side - 1 && open[cell + 1] === 1) + Number(open[cell + side] === 1),
        0,
      );
      return edges - cells.length + 1;
    };
    for (let index = 0; index < 10; index++) {
      expect(loopsOf(make(14, index, 0))).toBe(0);
      const loops = loopsOf(make(14, index, 6));
      expect(loops).toBeGreaterThan(0);
      // A wall between three or four open cells makes two or three.
      expect(loops).toBeLessThanOrEqual(18);
    }
  });

  it("are on one side together with their turns and mirror images", () => {
    const maze = make(9, 0);
    const image = (cells: readonly number[], transform: (typeof TRANSFORMS)[number]) =>
      transformGrid(
        Array.from({ length: 9 }, (_, row) => cells.slice(9 * row, 9 * row + 9)),
        transform,
      ).flat();
    const keys = TRANSFORMS.map((transform) => {
      const marks = image(
        [...maze.open.keys()].map((cell) => (cell === maze.start ? 1 : cell === maze.goal ? 2 : 0)),
        transform,
      );
      const open = Uint8Array.from(image([...maze.open], transform));
      return canonicalMaze({ side: 9, open, start: marks.indexOf(1), goal: marks.indexOf(2) });
    });
    expect(new Set(keys).size).toBe(1);
    expect(canonicalMaze(make(9, 1))).not.toBe(keys[0]);
  });

  it("are never on both sides", () => {
    const keys = (split: "train" | "test", seed: number) =>
      Array.from({ length: 150 }, (_, index) =>
        canonicalMaze(makeMaze({ spec: { side: 5, minPath: 8, loops: 0 }, seed, split }, index)),
      );
    const train = new Set(keys("train", 1));
    expect(keys("train", 2).some((key) => train.has(key)) || train.size === 150).toBe(true);
    expect(keys("test", 2).filter((key) => train.has(key))).toEqual([]);
  });

  it("are the same on every machine, whichever is made first", () => {
    const texts = [make(12, 5), make(12, 2), make(30, 1)].map(({ open, path }) => `${open.join("")} ${path.join()}`);
    expect(createHash("sha256").update(texts.join("\n")).digest("hex")).toBe(
      "f71f6bd5b58235f31d5a9504f711c4bebab6efd5bdd9fe25fe564bce7065f815",
    );
  });

  it("are said not to be found where the way cannot be so long", () => {
    expect(() => makeMaze({ spec: { side: 5, minPath: 24, loops: 0 }, seed: 0, split: "train" }, 0)).toThrow(
      "no 5×5 maze found with a way of 24 steps or more (400 tried)",
    );
  });
});

describe("mazeTokens", () => {
  it("are wall, open, start, goal, and in the labels the way", () => {
    const open = Uint8Array.from([1, 1, 0, 0, 1, 1, 1, 0, 1]);
    const { inputs, labels } = mazeTokens({ side: 3, open, start: 0, goal: 8, path: [0, 1, 4, 5, 8] });
    expect([...inputs]).toEqual([3, 2, 1, 1, 2, 2, 2, 1, 4]);
    expect([...labels]).toEqual([3, 5, 1, 1, 5, 5, 2, 1, 4]);
  });
});
