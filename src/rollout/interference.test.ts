import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect } from "../../test/collect.ts";
import { testEngine } from "../../test/engines.ts";
import { SMALL, smallModel, smallRows } from "../../test/small-model.ts";
import type { Engine } from "../engine/engine.ts";
import { type Moment, parseMoments } from "../model/address.ts";
import { positionsOf } from "../model/config.ts";
import { initialVector, type Model } from "../model/model.ts";
import type { Act, Edit, Intervention, InterventionContext } from "./interventions/intervention.ts";

const ROWS = smallRows(["one", "two"]);
const SIZE = positionsOf(SMALL) * SMALL.hiddenSize;

let engine: Engine;
let model: Model;
beforeAll(async () => {
  engine = await testEngine("cpu");
  model = await smallModel();
});
afterAll(() => engine.close());

function acting(moments: string, begin: () => Act): Intervention {
  const pattern = parseMoments(moments, SMALL);
  return {
    spec: `test@${moments}`,
    lastSupervisionStep: pattern.lastSupervisionStep,
    source: undefined,
    mayAct: (moment) => pattern.matches(moment),
    begin,
  };
}

const always = (moments: string, act: Act): Intervention => acting(moments, () => act);
const run = (interventions: readonly Intervention[], steps = 2) =>
  collect(model, engine, ROWS, { steps, interventions });

/** Adds a number to every element of z_L. */
const adding =
  (amount: number): Act =>
  async ({ readState }) => [{ state: "z_L", values: (await readState("z_L")).map((x) => x + amount) }];

describe("interventions at a moment", () => {
  it("act in the order given, each seeing the edits of those before it", async () => {
    const seen: number[] = [];
    const looking: Act = async (context) => {
      seen.push((await context.readState("z_L"))[0] as number);
      return [];
    };
    await run(
      [
        always("0", looking),
        always("0", adding(10)),
        always("0", looking),
        always("0", adding(5)),
        always("0", looking),
      ],
      1,
    );
    const initial = initialVector(model, "z_L")[0] as number;
    const expected = [initial, initial + 10, initial + 15].map(Math.fround);
    expect(seen).toEqual([...expected, ...expected]);
  });

  it("act on one row at a time and leave the others alone, bit for bit", async () => {
    const second: Act = async (context) => (context.row.puzzle.task === "two" ? adding(1)(context) : []);
    const [edited, untouched] = [await run([always("2.2", second)]), await run([])];
    edited.forEach(({ states, event }, index) => {
      const other = untouched[index];
      const half = (values: Float32Array | undefined, row: number) => values?.subarray(row * SIZE, (row + 1) * SIZE);
      expect(half(states.z_L, 0)).toEqual(half(other?.states.z_L, 0));
      const before = event.address.supervisionStep === 1 || event.address.hStep === 1;
      if (before) expect(half(states.z_L, 1)).toEqual(half(other?.states.z_L, 1));
      else expect(half(states.z_L, 1)).not.toEqual(half(other?.states.z_L, 1));
    });
  });

  it("see the state after the last L-step, and the row's own facts", async () => {
    const contexts: InterventionContext[] = [];
    const reads: Float32Array[] = [];
    const looking: Act = async (context) => {
      contexts.push(context);
      reads.push(await context.readState("z_L"));
      return [];
    };
    const collected = await run([always("1.1.3", looking)], 1);
    expect(contexts.map(({ row }) => row.puzzle.task)).toEqual(["one", "two"]);
    expect(contexts[0]).toMatchObject({
      moment: { supervisionStep: 1, hStep: 1, lStep: 3 } satisfies Moment,
      stateShape: [positionsOf(SMALL), SMALL.hiddenSize],
      puzzlePositions: 2,
    });
    const after = collected[1]?.states.z_L as Float32Array;
    expect(reads).toEqual([after.slice(0, SIZE), after.slice(SIZE)]);
    expect(contexts[0]?.initialState("z_H").slice(0, SMALL.hiddenSize)).toEqual(initialVector(model, "z_H"));
    expect(contexts[0]?.initialState("z_H")).toHaveLength(SIZE);
  });

  it("know what the last answer and the last probe said of their row", async () => {
    const known: (InterventionContext["measurements"] & { row: string })[] = [];
    const looking: Act = async ({ measurements, row }) => {
      known.push({ ...measurements, row: row.puzzle.task });
      return [];
    };
    const collected = await run([always("0", looking), always("1.2.3", looking)], 1);
    expect(known.slice(0, 2).map(({ answer, probe }) => [answer, probe])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    const [answer, probe] = [collected[4]?.event, collected[6]?.event];
    known.slice(2).forEach(({ answer: ofAnswer, probe: ofProbe }, row) => {
      expect(ofAnswer).toEqual({ hCosDist: answer?.movement?.hCosDist[row], qHaltLogit: answer?.qHaltLogit[row] });
      expect(ofProbe).toEqual({ lCosDist: probe?.lCosDist?.[row], qHaltLogit: probe?.qHaltLogit[row] });
    });
  });

  it("begin anew for every row, so that what one remembers is not another's", async () => {
    const counts: Record<string, number> = {};
    const counting = acting("*", () => {
      let calls = 0;
      return async ({ row }) => {
        calls++;
        counts[row.puzzle.task] = calls;
        return [];
      };
    });
    await run([counting], 3);
    expect(counts).toEqual({ one: 3, two: 3 });
  });

  it("are not asked where they may not act", async () => {
    const moments: Moment[] = [];
    const looking: Act = async ({ moment }) => {
      moments.push(moment);
      return [];
    };
    await run([always("2.3", looking)], 3);
    expect(moments).toEqual(ROWS.map(() => ({ supervisionStep: 2, hStep: 3, lStep: 1 })));
  });

  it("get copies: what they scribble on without an edit changes nothing", async () => {
    const scribbling: Act = async (context) => {
      (await context.readState("z_L")).fill(7);
      return [] satisfies Edit[];
    };
    const [scribbled, untouched] = [await run([always("*.*", scribbling)]), await run([])];
    expect(scribbled.map(({ states }) => states)).toEqual(untouched.map(({ states }) => states));
  });
});
