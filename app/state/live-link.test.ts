import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LiveLink, liveLink, parseTokens, tokensText } from "./live-link.ts";

const grid = fc.constantFrom(
  [[0]],
  [[1, 2]],
  [[3], [9]],
  [
    [0, 0, 0],
    [0, 5, 0],
  ],
);
const train = fc.array(fc.record({ input: grid, output: grid }), { maxLength: 4 });
const bytes = fc.uint8Array({ minLength: 1, maxLength: 81 });

describe("the link of a live rollout", () => {
  it("gives back a made-up puzzle with its branches", () => {
    const link: LiveLink = {
      model: "sudoku6-mlp",
      weights: "0a1b2c3d",
      puzzle: { kind: "made", seed: 3, index: 7 },
      branches: [
        { seed: 5, spec: "noise@5.2.1:target=z_L,sigma=0.5" },
        { seed: 0, spec: "answer@6:grid=01/23" },
      ],
    };
    const written = liveLink.format(link);
    expect(written).toBe(
      "sudoku6-mlp,made:3:7,weights:0a1b2c3d,5:noise@5.2.1:target=z_L%2Csigma=0.5,0:answer@6:grid=01/23",
    );
    expect(liveLink.parse(written)).toEqual(link);
  });

  it("gives back any puzzle, whatever its task is called", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 1 }),
        bytes,
        fc.boolean(),
        train,
        (task, model, input, hasTarget, train) => {
          const target = hasTarget ? input.map((token) => 255 - token) : null;
          const puzzle = {
            kind: "given",
            task,
            testIndex: 1,
            augmentation: "|||d1",
            identifier: 12,
            input,
            target,
            train,
          } as const;
          const link: LiveLink = { model, weights: null, puzzle, branches: [] };
          expect(liveLink.parse(liveLink.format(link))).toEqual(link);
        },
      ),
    );
  });

  it("opens as it was written before there were training pairs in it", () => {
    const puzzle = { kind: "given", task: "a", testIndex: 0, augmentation: "", identifier: 3, target: null } as const;
    const link: LiveLink = {
      model: "m",
      weights: null,
      puzzle: { ...puzzle, input: Uint8Array.of(1, 2), train: [] },
      branches: [],
    };
    expect(liveLink.parse("m,given:a:0::3:12:")).toEqual(link);
    expect(liveLink.format(link)).toBe("m,given:a:0::3:12:");
  });

  it("writes the same cell again and again once", () => {
    expect(tokensText(new Uint8Array(900).fill(2))).toBe("2*900.");
    expect(tokensText(Uint8Array.of(1, 1, 1, 255, 255, 255, 255, 255, 40))).toBe("111_73*5._14");
    expect(parseTokens("111_73*5._14")).toEqual(Uint8Array.of(1, 1, 1, 255, 255, 255, 255, 255, 40));
  });

  it.each([
    "",
    "model",
    "model,made:1",
    "model,made:1:x",
    "model,made:1:2,noise@5:target=z_L",
    "model,given:a:0::0:0*9999.:",
    "model,given:a:0::0:0A0:",
    "model,given:a:0::0:000:00",
    "model,given:a:0::0:_zz:",
    "model,given:%:0::0:000:",
    "model,given:a:0::0:000::",
    "model,given:a:0::0:000::rubbish",
    "model,given:a:0::0:000::AA:AA",
  ])("is none: %s", (value) => {
    expect(liveLink.parse(value)).toBeUndefined();
  });
});
