import { describe, expect, it } from "vitest";
import { type Board, boardOf } from "./board.ts";
import { doubtMarks, LEAST_MARKED_SCALE } from "./doubt-marks.ts";
import { notationOf } from "./notation/kind.ts";
import { PALETTES } from "./palettes.ts";
import { THEMES } from "./theme.ts";

const SIDE = 3;
const theme = THEMES.light;
/** Black and yellow, cropped out of a larger canvas. */
const tokens = Uint8Array.of(2, 6, 1, 2, 6, 1, 1, 1, 0);
const look = { inputTokens: tokens, side: SIDE, theme, palette: PALETTES.arc, digits: false, lines: true };
const board: Board = boardOf(tokens, SIDE, notationOf("arc", { ...look, uncropped: false }));
const marks = (values: readonly number[], scale = 20) =>
  doubtMarks({ values: Float32Array.from(values), side: SIDE }, board, { x: 100, y: 50, scale }, theme);

describe("marks of doubt", () => {
  it("stand in the lower right corner of the cells of the canvas, larger where the model is less sure", () => {
    const [sure, , , unsure] = [0.25, 0, 9, 1];
    expect(marks([sure, 0, 9, unsure])).toEqual([
      { type: "rect", x: 115, y: 65, width: 5, height: 5, fill: "#ffffff" },
      { type: "rect", x: 110, y: 80, width: 10, height: 10, fill: "#ffffff" },
    ]);
  });

  it("stand out on the colour that they are on", () => {
    expect(marks([1, 1]).map(({ fill }) => fill)).toEqual(["#ffffff", "#000000"]);
  });

  it("leave most of the smallest cell that has one", () => {
    const [mark] = marks([1], LEAST_MARKED_SCALE);
    expect((mark?.width ?? 0) * (mark?.height ?? 0)).toBeLessThanOrEqual(LEAST_MARKED_SCALE ** 2 / 4);
  });
});
