import { describe, expect, it } from "vitest";
import { MADE_UP, type MadeUpShape, madeUpEvents, madeUpRows, madeUpState } from "../../test/made-up-rollout.ts";
import type { Puzzle } from "../arc/puzzle.ts";
import { gridToTokens, targetTokens } from "../arc/tokens.ts";
import type { StateName } from "../model/schedule.ts";
import type { RolloutEvent } from "../rollout/events.ts";
import type { RolloutRow } from "../rollout/request.ts";
import { type RecordedRollout, type RecorderOptions, record, type StateSink } from "./recorder.ts";
import { checkKeptStates, stateTensors } from "./state-layout.ts";

const SIDE = 3;
const WRONG = gridToTokens([[3]], SIDE, "wrong");
const RIGHT = gridToTokens([[7, 8]], SIDE, "right");
/** The right grid, but for the EOS that belongs under it. */
const RIGHT_WITHOUT_EOS = RIGHT.map((token, cell) => (cell === SIDE ? 0 : token));

const puzzle: Puzzle = {
  task: "a task",
  testIndex: 1,
  augmentation: "t3|||0213456789",
  puzzleIdentifier: undefined,
  inputTokens: gridToTokens([[1, 2]], SIDE, "input"),
  targetTokens: targetTokens([[7, 8]], SIDE, "target"),
  targetGrid: [[7, 8]],
};
const row: RolloutRow = { puzzle, puzzleIdentifier: 12, trajectory: 0 };

/** An H-step of one L-step: its probe and its answer. One H-step to a supervision step. */
function hStep(supervisionStep: number, tokens: Uint8Array, qHalt = -1, qContinue = 0): RolloutEvent[] {
  const numbers = {
    tokens,
    qHaltLogit: Float32Array.of(qHalt),
    qContinueLogit: Float32Array.of(qContinue),
    meanEntropy: Float32Array.of(0.25),
    minMargin: Float32Array.of(1.5),
    confidence: undefined,
    probabilities: undefined,
    readState: async () => Float32Array.of(),
  };
  const movement = {
    hCosDist: Float32Array.of(supervisionStep / 8),
    residual: Float32Array.of(0.75),
    returnLag: supervisionStep > 2 ? Int32Array.of(2) : undefined,
    returnCosDist: supervisionStep > 2 ? Float32Array.of(0.0625) : undefined,
  };
  const address = { supervisionStep, hStep: 1, lStep: 1 };
  return [
    { ...numbers, address: { ...address, kind: "probe" }, lCosDist: Float32Array.of(0.5), movement: undefined },
    { ...numbers, address: { ...address, kind: "answer" }, lCosDist: undefined, movement },
  ];
}

async function* stream<T>(items: readonly T[]): AsyncGenerator<T, void, void> {
  yield* items;
}

const OPTIONS: RecorderOptions = {
  rows: [row],
  firstRollout: 40,
  schedule: { hCycles: 1, lCycles: 1, states: ["z_H", "z_L"] },
  haltRule: "q_halt > 0",
  seed: 9,
  intervention: "noise@5:target=z_L,sigma=1",
};

async function recorded(events: AsyncIterable<RolloutEvent>, options: Partial<RecorderOptions> = {}) {
  const rollouts: RecordedRollout[] = [];
  for await (const rollout of record(events, { ...OPTIONS, ...options })) rollouts.push(rollout);
  return rollouts;
}

async function recordedOne(events: readonly RolloutEvent[], options: Partial<RecorderOptions> = {}) {
  const [only] = await recorded(stream(events), options);
  if (only === undefined) throw new Error("nothing was recorded");
  return only;
}

describe("the rows of steps.parquet", () => {
  it("hold what the probe says", async () => {
    const { steps } = await recordedOne(hStep(1, WRONG));
    expect(steps[0]).toEqual({
      rollout: 40,
      supervisionStep: 1,
      hStep: 1,
      lStep: 1,
      kind: "probe",
      tokens: WRONG,
      lCosDist: 0.5,
      hCosDist: null,
      qHaltLogit: -1,
      qContinueLogit: 0,
      residual: null,
      returnLag: null,
      returnCosDist: null,
      cellsChanged: null,
      // The labels are 7, 8, EOS and below them EOS, EOS. Of these [[3]] has the first EOS of the second row.
      cellsWrong: 4,
      meanEntropy: 0.25,
      minMargin: 1.5,
      confidence: null,
      probabilities: null,
    });
  });

  it("hold the movement of an answer, and the return once there is one", async () => {
    const { steps } = await recordedOne([...hStep(1, WRONG), ...hStep(2, WRONG), ...hStep(3, WRONG)]);
    expect(steps[1]).toMatchObject({ kind: "answer", lCosDist: null, hCosDist: 0.125, residual: 0.75 });
    expect(steps.map(({ returnLag }) => returnLag)).toEqual([null, null, null, null, null, 2]);
    expect(steps.map(({ returnCosDist }) => returnCosDist)).toEqual([null, null, null, null, null, 0.0625]);
  });

  it("count the cells that changed against the row before, on the whole canvas", async () => {
    const { steps } = await recordedOne([...hStep(1, WRONG), ...hStep(2, RIGHT), ...hStep(3, RIGHT_WITHOUT_EOS)]);
    expect(steps.map(({ cellsChanged }) => cellsChanged)).toEqual([null, 0, 4, 0, 1, 0]);
    expect(steps.map(({ cellsWrong }) => cellsWrong)).toEqual([4, 4, 0, 0, 1, 1]);
  });

  it("are copies: an event may use its arrays again", async () => {
    const events = hStep(1, RIGHT.slice());
    async function* reusing(): AsyncGenerator<RolloutEvent, void, void> {
      for (const event of events) {
        yield event;
        event.tokens.fill(0);
      }
    }
    const [only] = await recorded(reusing());
    expect(only?.steps[0]?.tokens).toEqual(RIGHT);
  });

  it("have a halting head of one row, confidence and probabilities where the model and the request do", async () => {
    const [probe] = hStep(1, WRONG);
    if (probe === undefined) throw new Error("no event");
    const confidence = Uint8Array.from({ length: 9 }, (_, cell) => cell);
    const probabilities = Uint8Array.from({ length: 9 * 12 }, (_, at) => at);
    const asked = { ...probe, qContinueLogit: undefined, confidence, probabilities };
    const { steps } = await recordedOne([asked, ...hStep(1, WRONG).slice(1)]);
    expect(steps[0]).toMatchObject({ qContinueLogit: null, confidence, probabilities });
  });
});

describe("the row of rollouts.parquet", () => {
  it("holds what the rollout was and where it came from", async () => {
    const { rollout } = await recordedOne(hStep(1, WRONG), { branches: [{ parent: 3, branchAt: "5.2" }] });
    expect(rollout).toMatchObject({
      rollout: 40,
      task: "a task",
      testIndex: 1,
      augmentation: "t3|||0213456789",
      trajectory: 0,
      parent: 3,
      branchAt: "5.2",
      puzzleIdentifier: 12,
      seed: 9,
      intervention: "noise@5:target=z_L,sigma=1",
      inputTokens: puzzle.inputTokens,
      targetTokens: puzzle.targetTokens,
      steps: 1,
      answerTokens: WRONG,
      source: null,
    });
  });

  it("says when it was solved first and last, and when it was lost", async () => {
    const answers = [WRONG, RIGHT, WRONG, RIGHT, WRONG];
    const { rollout } = await recordedOne(answers.flatMap((tokens, step) => hStep(step + 1, tokens)));
    expect(rollout).toMatchObject({ solved: false, exact: false, firstSolved: 2, lastSolved: 4, solvedAtHalt: false });
  });

  it("calls a grid solved that lacks its EOS, but not exact", async () => {
    const { rollout } = await recordedOne(hStep(1, RIGHT_WITHOUT_EOS));
    expect(rollout).toMatchObject({ solved: true, exact: false });
    expect((await recordedOne(hStep(1, RIGHT))).rollout).toMatchObject({ solved: true, exact: true });
  });

  it("judges other data by their labels alone", async () => {
    const rows = [{ ...row, puzzle: { ...puzzle, targetGrid: undefined } }];
    expect((await recordedOne(hStep(1, RIGHT_WITHOUT_EOS), { rows })).rollout).toMatchObject({ solved: false });
    expect((await recordedOne(hStep(1, RIGHT), { rows })).rollout).toMatchObject({ solved: true, exact: true });
  });

  it("knows nothing of right and wrong without a target, or without a label", async () => {
    const unlabelled = puzzle.targetTokens?.map(() => 255);
    for (const targetTokens of [undefined, unlabelled]) {
      const rows = [{ ...row, puzzle: { ...puzzle, targetTokens, targetGrid: undefined } }];
      const { rollout, steps } = await recordedOne(hStep(1, RIGHT, 1), { rows });
      const unknown = { solved: null, exact: null, solvedAtHalt: null, firstSolved: null, lastSolved: null };
      expect(rollout).toMatchObject({ ...unknown, haltStep: 1 });
      expect(steps.map(({ cellsWrong }) => cellsWrong)).toEqual([null, null]);
    }
  });

  it("halts a TRM at the first positive q_halt", async () => {
    const events = [...hStep(1, RIGHT, 0, -5), ...hStep(2, RIGHT, 0.5, 3), ...hStep(3, WRONG, 2)];
    const { rollout } = await recordedOne(events);
    expect(rollout).toMatchObject({ haltStep: 2, solvedAtHalt: true, solved: false });
  });

  it("halts an HRM where q_halt exceeds q_continue", async () => {
    const events = [...hStep(1, WRONG, 0.5, 3), ...hStep(2, RIGHT, -1, -2), ...hStep(3, WRONG, -3, 1)];
    const { rollout } = await recordedOne(events, { haltRule: "q_halt > q_continue" });
    expect(rollout).toMatchObject({ haltStep: 2, solvedAtHalt: true, solved: false });
  });

  it("takes the last step where none halts", async () => {
    const { rollout } = await recordedOne([...hStep(1, RIGHT), ...hStep(2, WRONG)]);
    expect(rollout).toMatchObject({ haltStep: null, solvedAtHalt: false });
  });

  it("draws its curves from the last answer of each supervision step", async () => {
    const options = { schedule: { hCycles: 2, lCycles: 1, states: ["z_H", "z_L"] as const } };
    const events = [1, 2].flatMap((step) =>
      [1, 2].flatMap((h) =>
        hStep(step, WRONG, 10 * step + h).map((event) => ({ ...event, address: { ...event.address, hStep: h } })),
      ),
    );
    const { rollout } = await recordedOne(events, options);
    expect(rollout).toMatchObject({
      qHaltCurve: [12, 22],
      finalQHaltLogit: 22,
      hCosDistCurve: [0.125, 0.25],
      steps: 2,
    });
  });
});

describe("a batch", () => {
  it("of three is recorded as three of one", async () => {
    const rows = madeUpRows(0, 3);
    const shape = { ...MADE_UP, steps: 3, confidence: true };
    const options = { schedule: { hCycles: 3, lCycles: 4, states: ["z_H", "z_L"] as const } };
    const together = await recorded(madeUpEvents(rows, shape), { ...options, rows, firstRollout: 0 });
    for (const [index, single] of rows.entries()) {
      const alone = { ...options, rows: [single], firstRollout: index };
      expect(await recorded(madeUpEvents([single], shape), alone)).toEqual([together[index]]);
    }
  });

  it("gives nothing where the stream fails", async () => {
    async function* failing(): AsyncGenerator<RolloutEvent, void, void> {
      yield* hStep(1, WRONG);
      throw new Error("the engine is gone");
    }
    await expect(recorded(failing())).rejects.toThrow("the engine is gone");
  });
});

describe("states", () => {
  const shape: MadeUpShape = { ...MADE_UP, hCycles: 2, lCycles: 3, steps: 2 };
  const rows = madeUpRows(0, 2);

  async function kept(which: StateSink["which"], states: readonly StateName[]) {
    const puts: { row: number; state: StateName; index: number; values: number[] }[] = [];
    const sink: StateSink = {
      which,
      async put(at, state, index, values) {
        puts.push({ row: at, state, index, values: [...values] });
      },
    };
    const schedule = { hCycles: 2, lCycles: 3, states };
    await recorded(madeUpEvents(rows, shape), { rows, schedule, states: sink });
    return puts;
  }
  const indices = (puts: Awaited<ReturnType<typeof kept>>, name: StateName, at: number) =>
    puts.filter(({ row: of, state }) => of === at && state === name).map(({ index }) => index);

  it("are z_H after each supervision step", async () => {
    const puts = await kept("h", ["z_H", "z_L"]);
    expect(indices(puts, "z_H", 1)).toEqual([0, 1]);
    expect(indices(puts, "z_L", 1)).toEqual([]);
    const [first] = rows;
    if (first === undefined) throw new Error("no row");
    const address = { supervisionStep: 2, hStep: 2, lStep: 3, kind: "answer" } as const;
    expect(puts.find(({ row: of, index }) => of === 0 && index === 1)?.values).toEqual([
      ...madeUpState(first, "z_H", address, shape),
    ]);
  });

  it("are z_L after each L-step too, on request", async () => {
    const puts = await kept("all", ["z_H", "z_L"]);
    expect(indices(puts, "z_L", 0)).toEqual([...Array(12).keys()]);
    expect(indices(puts, "z_H", 0)).toEqual([0, 1]);
  });

  it("of a single-z model are z after each L-step and after each H-step", async () => {
    const puts = await kept("all", ["z_L"]);
    expect(indices(puts, "z_L", 0)).toEqual([...Array(16).keys()]);
    expect(indices(puts, "z_H", 0)).toEqual([]);
  });

  it("of z_H alone cannot be asked of a single-z model", () => {
    const singleZ = { hCycles: 2, lCycles: 3, states: ["z_L"] as const };
    expect(() => checkKeptStates("h", singleZ)).toThrow("invalid states: h (expected none or all");
    expect(() => checkKeptStates("all", singleZ)).not.toThrow();
    expect(stateTensors("all", singleZ, 16, 27, 32)).toEqual([{ state: "z_L", shape: [16, 2, 4, 27, 32] }]);
  });
});
