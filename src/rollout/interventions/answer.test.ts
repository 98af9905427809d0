import { describe, expect, it } from "vitest";
import { HEAD, pretendedRow, row, SINGLE_Z, TRM } from "../../../test/intervention-context.ts";
import { parseInterventions } from "./parse.ts";

/** Two cells after one position of the puzzle; the head reads three tokens. */
function puzzleRow(targetTokens?: Uint8Array) {
  const { puzzle, ...others } = row();
  return { ...others, puzzle: { ...puzzle, inputTokens: Uint8Array.of(1, 0), targetTokens } };
}

async function answered(spec: string, { target, state }: { target?: Uint8Array; state?: readonly number[] } = {}) {
  const pretended = pretendedRow({ of: puzzleRow(target) });
  if (state !== undefined) pretended.states.z_H.set(state);
  const before = pretended.states.z_H.slice();
  const [answer] = parseInterventions([spec], TRM);
  await pretended.apply(answer?.begin() ?? expect.fail(), "3");
  return { before, after: pretended.states.z_H, z_L: pretended.states.z_L };
}

/** The logits of a cell. */
function logits(state: Float32Array, cell: number): number[] {
  const z = state.subarray(4 * (1 + cell), 4 * (2 + cell));
  return [0, 1, 2].map((token) => z.reduce((sum, value, i) => sum + value * (HEAD.data[4 * token + i] ?? 0), 0));
}

describe("answer", () => {
  it("makes the wanted tokens win by the margin, and leaves the other logits", async () => {
    const state = [0, 0, 0, 0, 0.5, -1, 2, 0.25, 1, 1, 1, 0];
    const { before, after } = await answered("answer@3:grid=target,margin=2", { target: Uint8Array.of(0, 2), state });
    expect(logits(before, 0)).toEqual([0.25, -1.25, 1.75]);
    expect(logits(after, 0)[0]).toBeCloseTo(3.75, 5);
    expect(logits(after, 0)[1]).toBeCloseTo(-1.25, 5);
    expect(logits(after, 0)[2]).toBeCloseTo(1.75, 5);
    expect(logits(after, 1)[2]).toBeCloseTo(3, 5);
  });

  it("makes the shortest such change: nothing in it that no logit sees", async () => {
    const { before, after } = await answered("answer@3:grid=target", { target: Uint8Array.of(0, 255) });
    const change = after.map((value, i) => value - (before[i] ?? 0)).subarray(4, 8);
    // (1, 1, 1, 1) is what the head does not see.
    expect(change.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 5);
    expect(Math.hypot(...change)).toBeGreaterThan(1);
  });

  it("leaves positions of the puzzle, cells without a label and those that read so already", async () => {
    const state = [9, 9, 9, 9, 7, 0, 0, 0, 3, 1, 4, 1];
    const { before, after, z_L } = await answered("answer@3:grid=target", { target: Uint8Array.of(0, 255), state });
    expect(after).toEqual(before);
    expect(new Set(z_L)).toEqual(new Set([2]));
  });

  it("sets the input on request", async () => {
    const { after } = await answered("answer@3:grid=input");
    expect(logits(after, 0).indexOf(Math.max(...logits(after, 0)))).toBe(1);
    expect(logits(after, 1).indexOf(Math.max(...logits(after, 1)))).toBe(0);
  });

  it("edits the only state of a single-z model", async () => {
    const pretended = pretendedRow({ of: puzzleRow() });
    const [answer] = parseInterventions(["answer@3:grid=input"], SINGLE_Z);
    await pretended.apply(answer?.begin() ?? expect.fail(), "3");
    expect(new Set(pretended.states.z_H)).toEqual(new Set([1]));
    expect(new Set(pretended.states.z_L).size).toBeGreaterThan(1);
  });

  it("of a puzzle without a target is an error that names it", async () => {
    await expect(answered("answer@3:grid=target")).rejects.toThrow(
      /^invalid grid: 17cae0c1 has no target \(expected puzzles with one, or rows of digits, in answer@3:grid=target\)$/,
    );
  });

  it.each([
    ["answer@3:grid=01/2", /rows of one length/],
    ["answer@3:grid=some", /expected target, input, or rows of digits/],
    ["answer@3:target=z_H,grid=target", /option of answer/],
    ["answer@3:grid=target,margin=0", /margin/],
    ["answer@3:margin=1", /has no grid/],
  ])("%s is refused", async (spec, sentence) => {
    await expect(answered(spec, { target: Uint8Array.of(0, 1) })).rejects.toThrow(sentence);
  });
});
