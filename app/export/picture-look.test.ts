import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Board, type Difference, differenceOf } from "../../src/render/board.ts";
import { DIFFERENCES } from "../../src/render/differences.ts";
import { doubtOf } from "../../src/render/doubt.ts";
import { framesOf } from "../../src/render/frames.ts";
import { eventAt, readRolloutView } from "../../src/render/rollout-view.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { gridStyle } from "../draw/grid-style.ts";
import { referenceOf } from "../session/difference.ts";
import { type RolloutModel, rolloutModel } from "../session/rollout-model.ts";
import { INITIAL_STATE } from "../state/view-state.ts";
import { companionIndex } from "../views/compare/beside.ts";
import { pictureLook } from "./picture-look.ts";

let runs: Scratch;
let model: RolloutModel;
let pinned: RolloutModel;
beforeAll(async () => {
  runs = await scratch();
  for (const [name, steps] of [
    ["on screen", 3],
    ["pinned", 2],
  ] as const) {
    const shape = { steps, hCycles: 2, lCycles: 3, settlesAt: 3, confidence: true };
    const header = { config: { H_cycles: 2, L_cycles: 3 } };
    await writeMadeUpRun(runs.path(name), { rollouts: 2, batch: 2, side: 5, shape, header });
  }
  [model, pinned] = [await open("on screen", 0), await open("pinned", 1)];
});
afterAll(() => runs.remove());

async function open(name: string, rollout: number): Promise<RolloutModel> {
  const view = await readRolloutView(await runs.open(name), rollout);
  const { record, steps, ...run } = view;
  return rolloutModel({ ...run, name } as unknown as RolloutModel["run"], record, steps, undefined);
}
const viewOf = ({ run, record, steps }: RolloutModel) => ({ ...run, run: run.name, record, steps });

const look = { palette: "safe", digits: true, lines: false, uncropped: true } as const;
const looks = (change: Partial<typeof INITIAL_STATE>, hasPinned = true) =>
  pictureLook({ ...INITIAL_STATE, ...look, ...change }, model, { theme: "dark", hasPinned });

function cells(difference: Difference | undefined): string[] | undefined {
  if (difference === undefined) return undefined;
  const { rows, columns, has } = difference;
  const all = Array.from({ length: rows * columns }, (_, at) => [Math.floor(at / columns), at % columns] as const);
  return all.filter(([row, column]) => has(row, column)).map(String);
}

describe("a picture of what is on screen", () => {
  it("has the palette, the theme, digits, lines and canvas of the page", () => {
    expect(looks({})).toEqual({ ...look, theme: "dark", difference: "none", doubt: "off" });
    expect(looks({ difference: "previous", doubt: "probability" })).toMatchObject({
      difference: "previous",
      doubt: "probability",
    });
  });

  it("lacks what the page lacks, whatever its link asks for", () => {
    expect(looks({ difference: "pinned" }, false).difference).toBe("none");
    const untold = { ...model, record: { ...model.record, targetTokens: null } };
    const asked = { ...INITIAL_STATE, difference: "target" } as const;
    expect(pictureLook(asked, untold, { theme: "light", hasPinned: true }).difference).toBe("none");
    // Made-up runs record the largest probability alone.
    expect(looks({ doubt: "entropy" }).doubt).toBe("probability");
  });

  it.each(DIFFERENCES)("outlines and marks the cells that the page does at every position, difference: %s", (mode) => {
    const options = looks({ difference: mode, doubt: "probability" });
    const grids = ({ run, record }: RolloutModel) => gridStyle(run.kind, run.side, record.inputTokens, options);
    const outlined = (of: RolloutModel, at: number, other: RolloutModel): string[] | undefined => {
      const reference = referenceOf(mode, of, at, other);
      const board = (tokens: Uint8Array): Board => grids(of).board(tokens);
      return reference && cells(differenceOf(board(of.timeline.at(at).shown.tokens), board(reference)));
    };
    for (let at = 0; at < model.timeline.length; at++) {
      const events = eventAt(viewOf(model), model.timeline.addressOf(at));
      const frames = framesOf(viewOf(model), events, options, viewOf(pinned));
      const last = events.length - 1;
      const beside = companionIndex(model, pinned, at);
      expect(cells(frames.difference(last))).toEqual(outlined(model, at, pinned));
      expect(frames.pinned?.step(last)).toBe(pinned.timeline.at(beside).shown);
      expect(frames.doubts(last)?.values).toEqual(doubtOf("probability", model.timeline.at(at).shown));
      expect(frames.pinned?.doubts(last)?.values).toEqual(doubtOf("probability", pinned.timeline.at(beside).shown));
      expect(cells(frames.pinned?.difference(last))).toEqual(outlined(pinned, beside, model));
    }
  });
});
