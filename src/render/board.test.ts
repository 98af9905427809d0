import { describe, expect, it } from "vitest";
import { gridToTokens, targetTokens } from "../arc/tokens.ts";
import { type Board, boardOf, differenceOf } from "./board.ts";
import { notationOf } from "./notation/kind.ts";
import { PALETTES } from "./palettes.ts";
import { THEMES } from "./theme.ts";

const SIDE = 4;
const common = { side: SIDE, theme: THEMES.light, palette: PALETTES.arc, digits: false, lines: true };
const arc = (uncropped: boolean) => notationOf("arc", { ...common, inputTokens: new Uint8Array(16), uncropped });

function differing(a: Board, b: Board): string[] {
  const { rows, columns, has } = differenceOf(a, b);
  const cells = Array.from(
    { length: rows * columns },
    (_, cell) => [Math.floor(cell / columns), cell % columns] as const,
  );
  return cells.filter(([row, column]) => has(row, column)).map(String);
}

describe("a board", () => {
  it("is the grid that upstream would take for the answer", () => {
    const tokens = gridToTokens([[1, 2, 3]], SIDE, "test");
    expect(boardOf(tokens, SIDE, arc(false))).toMatchObject({ rows: 1, columns: 3, tokens: Uint8Array.of(3, 4, 5) });
    expect(boardOf(new Uint8Array(16), SIDE, arc(false))).toMatchObject({ rows: 0, columns: 0 });
  });

  it("uncropped is the whole canvas, its padding and ends hatched, without a colour", () => {
    const { looks } = boardOf(gridToTokens([[0]], SIDE, "test"), SIDE, arc(true));
    expect(looks.slice(0, 3)).toEqual([{ fill: "#000000" }, { hatch: "eos" }, { hatch: "pad" }]);
  });

  it("of a target is blank where there is no label", () => {
    const { looks } = boardOf(targetTokens([[0]], SIDE, "test"), SIDE, arc(true));
    expect(looks[2]).toEqual({});
  });

  it("of a sudoku tells a given by its weight, as long as the model keeps it", () => {
    const inputTokens = Uint8Array.from([2, 1, 3, 0, ...new Array<number>(12).fill(1)]);
    const sudoku = notationOf("sudoku", { ...common, inputTokens, uncropped: false });
    const { looks } = boardOf(Uint8Array.from([2, 4, 4, 0, ...new Array<number>(12).fill(1)]), SIDE, sudoku);
    expect(looks.slice(0, 5).map(({ text, hatch }) => text ?? hatch)).toEqual([
      { content: "1", ink: THEMES.light.ink, bold: true },
      { content: "3", ink: THEMES.light.accent, bold: false },
      { content: "3", ink: THEMES.light.accent, bold: false },
      "pad",
      undefined,
    ]);
  });

  it("shows a token that its kind of data does not have as a number", () => {
    const { looks } = boardOf(Uint8Array.of(99), 1, arc(true));
    expect(looks[0]?.text?.content).toBe("99");
  });
});

describe("the difference of two boards", () => {
  const board = (grid: readonly (readonly number[])[], uncropped = false): Board =>
    boardOf(gridToTokens(grid, SIDE, "test"), SIDE, arc(uncropped));

  it("is in the cells of another colour, and in those that one of them lacks", () => {
    expect(differing(board([[1, 2]]), board([[1, 3]]))).toEqual(["0,1"]);
    expect(differing(board([[1, 2]]), board([[1], [2]]))).toEqual(["0,1", "1,0"]);
    expect(differing(board([[1, 2]]), board([[1, 2]]))).toEqual([]);
  });

  it("is not where a target has no label", () => {
    const target = boardOf(targetTokens([[1]], SIDE, "test"), SIDE, arc(true));
    expect(differing(board([[1, 2]], true), target)).toEqual(["0,1", "1,1"].slice(0, 1));
  });
});
