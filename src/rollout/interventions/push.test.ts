import { describe, expect, it } from "vitest";
import { pretendedRow, row, SINGLE_Z, TRM } from "../../../test/intervention-context.ts";
import type { AnswerGradient } from "../answer-gradient.ts";
import { parseInterventions } from "./parse.ts";

/** Two cells after one position of the puzzle. */
function puzzleRow(targetTokens?: Uint8Array) {
  const { puzzle, ...others } = row();
  return { ...others, puzzle: { ...puzzle, targetTokens } };
}

const along = (channel: number): Float32Array => new Float32Array(12).map((_, i) => (i === channel ? 2 : 0));
/** The answer reads 0, 1; z_H would have to go down channel 5, z_L up channel 7. */
const GRADIENT: AnswerGradient = {
  tokens: Float32Array.of(0, 1),
  loss: 1,
  gradients: { z_H: along(5), z_L: along(7).map((x) => -x) },
};

async function pushed(spec: string, gradient = GRADIENT, model: typeof TRM | typeof SINGLE_Z = TRM) {
  const pretended = pretendedRow({ of: puzzleRow(Uint8Array.of(0, 2)), gradient });
  const before = { z_H: pretended.states.z_H.slice(), z_L: pretended.states.z_L.slice() };
  const [push] = parseInterventions([spec], model);
  await pretended.apply(push?.begin() ?? expect.fail(), "3");
  const change = (name: "z_H" | "z_L") => pretended.states[name].map((value, i) => value - (before[name][i] ?? 0));
  return { before, z_H: change("z_H"), z_L: change("z_L") };
}

describe("push", () => {
  it("moves the named state down its gradient, by the rate times its own size", async () => {
    const { z_H, z_L } = await pushed("push@3:toward=target,rate=0.1,target=z_L");
    expect(new Set(z_H)).toEqual(new Set([0]));
    // All twelve elements are 2.
    expect(z_L[7]).toBeCloseTo(0.1 * Math.sqrt(12 * 4), 5);
    expect(z_L.filter((x) => x !== 0)).toHaveLength(1);
  });

  it("moves both states as one where none is named", async () => {
    const { z_H, z_L } = await pushed("push@3:toward=target,rate=0.1");
    const size = Math.sqrt(12 * 1 + 12 * 4);
    expect(Math.hypot(...z_H, ...z_L)).toBeCloseTo(0.1 * size, 5);
    expect(z_H[5]).toBeCloseTo((-0.1 * size) / Math.SQRT2, 5);
    expect(z_L[7]).toBeCloseTo((0.1 * size) / Math.SQRT2, 5);
  });

  it("of a single-z model moves its only state", async () => {
    const { z_H, z_L } = await pushed("push@3:toward=target,rate=0.1", GRADIENT, SINGLE_Z);
    expect(new Set(z_H)).toEqual(new Set([0]));
    expect(z_L[7]).toBeGreaterThan(0);
  });

  it.each([
    ["the answer reads as wanted", "push@3:toward=target,rate=0.1", { ...GRADIENT, tokens: Float32Array.of(0, 2) }],
    ["the rate is 0", "push@3:toward=target,rate=0", GRADIENT],
    [
      "the loss is flat",
      "push@3:toward=target,rate=0.1",
      { ...GRADIENT, gradients: { z_H: new Float32Array(12), z_L: new Float32Array(12) } },
    ],
  ])("leaves every bit as it is where %s", async (_, spec, gradient) => {
    const { z_H, z_L } = await pushed(spec, gradient);
    expect(new Set([...z_H, ...z_L])).toEqual(new Set([0]));
  });

  it("toward the target of a puzzle without one is an error that names it", async () => {
    const [push] = parseInterventions(["push@3:toward=target,rate=0.1"], TRM);
    const without = pretendedRow({ of: puzzleRow(), gradient: GRADIENT });
    await expect(without.apply(push?.begin() ?? expect.fail(), "3")).rejects.toThrow(
      /^invalid toward: 17cae0c1 has no target \(expected puzzles with one, or rows of digits, in push@3:toward=target,rate=0.1\)$/,
    );
  });

  it.each([
    ["push@3:rate=0.1", "invalid intervention: push@3:rate=0.1 has no toward (expected toward=target)"],
    [
      "push@3:toward=target",
      "invalid intervention: push@3:toward=target has no rate (expected rate=N, N from 0 to 1000)",
    ],
    ["push@3:toward=target,rate=-1", "invalid rate: -1 (expected 0 to 1000, in push@3:toward=target,rate=-1)"],
    [
      "push@3:toward=there,rate=1",
      "invalid toward: there (expected target, input, or rows of digits such as 012/345, in push@3:toward=there,rate=1)",
    ],
    ["push@3:toward=01/2,rate=1", "invalid toward: 01/2 (expected rows of one length, in push@3:toward=01/2,rate=1)"],
    [
      "push@3:toward=target,rate=1,target=z_X",
      "invalid target: z_X (expected z_L, z_H or both, in push@3:toward=target,rate=1,target=z_X)",
    ],
  ])("%s is refused", (spec, sentence) => {
    expect(() => parseInterventions([spec], TRM)).toThrow(sentence);
  });
});
