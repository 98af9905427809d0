import fc from "fast-check";
import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Grid, TrainingPair } from "../../src/arc/puzzle.ts";
import { MOST_PAIRS_TEXT, pairsText, parsePairs } from "./pairs-text.ts";

const someGrid = fc
  .tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 9 }))
  .chain(([rows, columns, most]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: most }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
const somePairs: fc.Arbitrary<readonly TrainingPair[]> = fc.array(fc.record({ input: someGrid, output: someGrid }), {
  maxLength: 6,
});
const filled = (rows: number, columns: number, cell: (row: number, column: number) => number): Grid =>
  Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => cell(row, column)));
const noise = (row: number, column: number): number =>
  Math.floor(Math.abs(Math.sin(row * 127.1 + column * 311.7)) * 43758.5453) % 10;

describe("training pairs in a link", () => {
  it("come back as they were, in characters of an address", () => {
    fc.assert(
      fc.property(somePairs, (pairs) => {
        const text = pairsText(pairs);
        if (text === undefined) return;
        expect(text).toMatch(/^[\w-]*$/);
        expect(parsePairs(text)).toEqual(pairs);
      }),
      { numRuns: 60 },
    );
  });

  it("take little room where grids have areas of one colour, and outputs are like their inputs", () => {
    const input = filled(20, 20, (row, column) => (row % 7 === 3 && column > 4 ? 5 : 0));
    const output = filled(20, 20, (row, column) => (row % 7 === 3 && column > 4 ? 2 : 0));
    const text = pairsText([1, 2, 3, 4].map(() => ({ input, output })));
    expect(text?.length).toBeLessThan(300);
  });

  it("are left out where there is no room for them", () => {
    const grids = Array.from({ length: 20 }, (_, at) => filled(30, 30, (row, column) => noise(row + 30 * at, column)));
    const pairs = (count: number) =>
      grids.slice(0, count).map((input, at) => ({ input, output: grids[19 - at] ?? input }));
    expect(pairsText(pairs(2))?.length).toBeLessThan(MOST_PAIRS_TEXT);
    expect(pairsText(pairs(10))).toBeUndefined();
    expect(pairsText(Array.from({ length: 64 }, () => ({ input: [[1]], output: [[1]] })))).toBeUndefined();
  });

  it("are none in a text that is not theirs, also one that is cut off", () => {
    const text = pairsText([{ input: filled(9, 9, noise), output: filled(4, 9, noise) }]) ?? "";
    for (let length = 1; length < text.length; length++) expect(parsePairs(text.slice(0, length))).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (rubbish) => {
        const read = parsePairs(rubbish);
        expect(read === undefined || pairsText(read) !== undefined).toBe(true);
      }),
    );
    const bomb = deflateSync(new Uint8Array(4000).fill(0x31), { level: 9 });
    expect(bomb.length).toBeLessThan(50);
    expect(parsePairs(Buffer.from(bomb).toString("base64url"))).toBeUndefined();
    expect(parsePairs("A".repeat(MOST_PAIRS_TEXT + 1))).toBeUndefined();
  });

  it("are left out where they are no grids of colours", () => {
    for (const grid of [[[12]], [[1, 2], [1]], [[]], filled(31, 1, () => 0)]) {
      expect(pairsText([{ input: grid, output: [[1]] }])).toBeUndefined();
    }
  });
});
