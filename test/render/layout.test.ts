import { describe, expect, it } from "vitest";
import type { Scene } from "../../src/render/scene.ts";
import { type DrawOptions, drawFilmstrip, drawStill } from "./draw.ts";
import type { Script } from "./scripted-rollout.ts";
import { FLOOD_FILL, ILLUSTRATION, MAZE, SMALL_SUDOKU, SUDOKU, TOKENS } from "./scripts.ts";
import { span, textsOf } from "./written.ts";

const SCRIPTS: readonly Script[] = [FLOOD_FILL.script, ILLUSTRATION.script, MAZE, SMALL_SUDOKU, SUDOKU, TOKENS];
const OPTIONS: readonly DrawOptions[] = [{}, { scale: 30, probes: true }, { uncropped: true, digits: true }];

async function* scenes(): AsyncGenerator<Scene, void, void> {
  for (const script of SCRIPTS) {
    for (const options of OPTIONS) {
      yield await drawStill(script, "1", options);
      yield await drawFilmstrip(script, options);
    }
  }
}

describe("what is written in a picture", () => {
  it("stays inside of it", async () => {
    for await (const { width, height, items } of scenes()) {
      for (const written of textsOf(items)) {
        const [from, to] = span(written);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(width);
        expect(written.baseline).toBeLessThan(height);
      }
    }
  });

  it("does not run into what stands on the same line", async () => {
    for await (const { items } of scenes()) {
      const texts = textsOf(items);
      for (const baseline of new Set(texts.map((written) => written.baseline))) {
        const line = texts.filter((written) => written.baseline === baseline);
        const spans = line.map(span).sort(([a], [b]) => a - b);
        for (const [index, [from]] of spans.entries()) {
          if (index > 0) expect(from).toBeGreaterThan(spans[index - 1]?.[1] ?? 0);
        }
      }
    }
  });
});
