import { describe, expect, it } from "vitest";
import { sceneToPng } from "../../src/render/encode.ts";
import { sceneToSvg } from "../../src/render/svg.ts";
import { decodeGif } from "./decode-gif.ts";
import { decodePng } from "./decode-png.ts";
import { drawAnimation, drawFilmstrip, drawFrame, drawStill } from "./draw.ts";
import { expectPicture, expectSvg } from "./expected.ts";
import { FLOOD_FILL, ILLUSTRATION, MAZE, NO_GRID, SMALL_SUDOKU, SUDOKU, TOKENS } from "./scripts.ts";

const arc = FLOOD_FILL.script;

describe("one event", () => {
  it("of an ARC task looks as it did, as SVG", async () => {
    await expectSvg(sceneToSvg(await drawStill(arc, "2.1.2", { difference: "target" })), "arc-probe.svg");
  });

  it("of an ARC task looks as it did, as PNG", async () => {
    expectPicture(await sceneToPng(await drawStill(arc, "2.1.2", { difference: "target" })), "arc-probe.png");
  });

  it("of an ARC task on the whole canvas, with digits, in safe colours on dark ground", async () => {
    const options = { palette: "safe", theme: "dark", digits: true, uncropped: true, difference: "target" } as const;
    expectPicture(await sceneToPng(await drawStill(arc, "1.1", options)), "arc-whole-canvas-dark.png");
  });

  it("of an ARC task in every palette", async () => {
    for (const palette of ["safe", "muted", "app"] as const) {
      expectPicture(await sceneToPng(await drawStill(arc, "1.2.2", { palette, scale: 10 })), `arc-${palette}.png`);
    }
  });

  it("of a sudoku tells the givens from what was filled in", async () => {
    const scene = await drawStill(SUDOKU, "2", { difference: "target" });
    expectPicture(await sceneToPng(scene), "sudoku.png");
    await expectSvg(sceneToSvg(await drawStill(SMALL_SUDOKU, "1", { theme: "dark" })), "sudoku-6x6-dark.svg");
  });

  it("of a maze shows walls and path", async () => {
    expectPicture(await sceneToPng(await drawStill(MAZE, "2", { difference: "target" })), "maze.png");
    expectPicture(await sceneToPng(await drawStill(MAZE, "4", { theme: "dark", palette: "safe" })), "maze-dark.png");
  });

  it("shows an answer without a grid, and what it lacks", async () => {
    await expectSvg(sceneToSvg(await drawStill(NO_GRID, "1", { difference: "target" })), "no-grid.svg");
  });

  it("of other data shows numbers, and nothing where there is no label", async () => {
    await expectSvg(sceneToSvg(await drawStill(TOKENS, "1", { difference: "target" })), "tokens.svg");
  });
});

describe("a filmstrip", () => {
  it("looks as it did, as SVG", async () => {
    await expectSvg(sceneToSvg(await drawFilmstrip(arc, { difference: "previous" })), "filmstrip.svg");
  });

  it("looks as it did, as PNG with probes on dark ground", async () => {
    const scene = await drawFilmstrip(arc, { difference: "previous", theme: "dark", probes: true, scale: 9 });
    expectPicture(await sceneToPng(scene), "filmstrip-probes-dark.png");
  });

  it("of a sudoku can be read", async () => {
    expectPicture(await sceneToPng(await drawFilmstrip(SMALL_SUDOKU)), "filmstrip-sudoku-6x6.png");
  });

  it("in the README is what would be drawn today", async () => {
    for (const theme of ["light", "dark"] as const) {
      const svg = sceneToSvg(await drawFilmstrip(ILLUSTRATION.script, { theme }));
      await expectSvg(svg, `../../../docs/images/filmstrip-${theme}.svg`);
    }
  });
});

describe("an animation", () => {
  it("looks as it did", async () => {
    expectPicture(await drawAnimation(arc, { difference: "previous" }), "arc.gif");
  });

  it("shows each event as a still of the same size would, pixel by pixel", async () => {
    const { frames } = decodeGif(await drawAnimation(arc, { difference: "previous", probes: true }));
    for (const [index, frame] of frames.entries()) {
      const { colours } = decodePng(
        await sceneToPng(await drawFrame(arc, index, { difference: "previous", probes: true })),
      );
      expect(frame.colours.findIndex((colour, pixel) => colour !== colours[pixel])).toBe(-1);
    }
  });

  it("goes on for ever and holds its last frame", async () => {
    const { frames, loops } = decodeGif(await drawAnimation(arc));
    expect(loops).toBe(0);
    expect(frames.map(({ delay }) => delay)).toEqual([300, 300, 300, 300, 300, 2000]);
  });
});
