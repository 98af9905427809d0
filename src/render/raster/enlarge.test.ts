import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bitmap, enlarge } from "./enlarge.ts";

function bitmap(...rows: string[]): Bitmap {
  return {
    width: rows[0]?.length ?? 0,
    height: rows.length,
    dots: rows.flatMap((row) => [...row].map((dot) => dot === "#")),
  };
}

function rowsOf({ width, height, dots }: Bitmap): string[] {
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => (dots[row * width + column] ? "#" : ".")).join(""),
  );
}

describe("a larger bitmap", () => {
  it("halves the steps of a slanted stroke", () => {
    expect(rowsOf(enlarge(bitmap("#..", ".#.", "..#"), 2))).toEqual([
      "##....",
      "###...",
      ".###..",
      "..###.",
      "...###",
      "....##",
    ]);
  });

  it("keeps upright strokes and their corners as they are", () => {
    const corner = bitmap("####", "####", "##..", "##..");
    expect(rowsOf(enlarge(corner, 5))).toEqual(
      rowsOf(corner).flatMap((row) => new Array(5).fill(row.replaceAll(/./g, (dot) => dot.repeat(5)))),
    );
  });

  it("keeps the middle of every dot", () => {
    const dots = fc.array(fc.boolean(), { minLength: 35, maxLength: 35 });
    fc.assert(
      fc.property(dots, fc.constantFrom(1, 3, 5, 9), (small, factor) => {
        const large = enlarge({ width: 5, height: 7, dots: small }, factor);
        expect([large.width, large.height]).toEqual([5 * factor, 7 * factor]);
        const middle = Math.floor(factor / 2);
        const seen = small.map((_, dot) => {
          const [row, column] = [Math.floor(dot / 5) * factor + middle, (dot % 5) * factor + middle];
          return large.dots[row * large.width + column];
        });
        expect(seen).toEqual(small);
      }),
    );
  });
});
