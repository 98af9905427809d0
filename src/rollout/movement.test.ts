import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Collected, collect } from "../../test/collect.ts";
import { testEngine } from "../../test/engines.ts";
import { SMALL, smallModel, smallRows } from "../../test/small-model.ts";
import type { Engine } from "../engine/engine.ts";
import { type ModelConfig, positionsOf } from "../model/config.ts";
import { initialVector, type Model } from "../model/model.ts";
import type { StateName } from "../model/schedule.ts";
import { normalStream } from "../random/stream.ts";
import type { Act, Edit, Intervention } from "./interventions/intervention.ts";

const ROWS = smallRows(["one", "two", "three"]);
const BATCH = ROWS.length;

let engine: Engine;
beforeAll(async () => {
  engine = await testEngine("cpu");
});
afterAll(() => engine.close());

type Vector = readonly number[];

const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
const minus = (a: Vector, b: Vector): Vector => a.map((x, i) => x - (b[i] as number));
const length = (a: Vector): number => Math.sqrt(dot(a, a));

/** In float64, from the chord between the unit vectors. */
function cosDist(a: Vector, b: Vector): number {
  const chord = minus(
    a.map((x) => x / length(a)),
    b.map((x) => x / length(b)),
  );
  return dot(chord, chord) / 2;
}

/** A row of some states, one behind the other. */
function rowOf(states: Collected["states"], names: readonly StateName[], row: number): Vector {
  return names.flatMap((name) => {
    const values = states[name] as Float32Array;
    const size = values.length / BATCH;
    return [...values.subarray(row * size, (row + 1) * size)];
  });
}

function initialStates(model: Model): Collected["states"] {
  const { hiddenSize } = model.config;
  const size = BATCH * positionsOf(model.config) * hiddenSize;
  const repeated = (name: StateName): Float32Array => {
    const vector = initialVector(model, name);
    return Float32Array.from({ length: size }, (_, i) => vector[i % hiddenSize] as number);
  };
  return Object.fromEntries(model.schedule.states.map((name) => [name, repeated(name)]));
}

function expectNear(got: number | undefined, expected: number): void {
  expect(Math.abs((got as number) - expected)).toBeLessThan(1e-7 + 1e-4 * expected);
}

/** An intervention of the test's own. */
function acting(mayAct: Intervention["mayAct"], act: Act): Intervention {
  return { spec: "test", lastSupervisionStep: Number.POSITIVE_INFINITY, source: undefined, mayAct, begin: () => act };
}

const VARIANTS: readonly ModelConfig[] = [
  SMALL,
  { ...SMALL, architecture: "trm-singlez" },
  { ...SMALL, architecture: "hrm", hLayers: 1, puzzlePositions: 1, hCycles: 2, lCycles: 2 },
];

describe.each(VARIANTS)("the movement of a $architecture", (config) => {
  let model: Model;
  let collected: Collected[];
  beforeAll(async () => {
    model = await smallModel(config);
    collected = await collect(model, engine, ROWS, { steps: 6 });
  });

  it("of z_L over an L-step is 1 - cosine in float64", () => {
    let before = initialStates(model);
    for (const { event, states } of collected) {
      for (let row = 0; row < BATCH && event.lCosDist; row++) {
        expectNear(event.lCosDist[row], cosDist(rowOf(before, ["z_L"], row), rowOf(states, ["z_L"], row)));
      }
      before = states;
    }
  });

  it("of the answer over an H-step, and the residual of both states, are those of float64", () => {
    const answerState = model.schedule.hUpdate.state;
    let [entered, last] = [initialStates(model), initialStates(model)];
    for (const { event, states } of collected) {
      if (event.movement !== undefined) {
        for (let row = 0; row < BATCH; row++) {
          // z_H only moves here; a single-z model's z moved before, and the call alone counts.
          expectNear(
            event.movement.hCosDist[row],
            cosDist(rowOf(last, [answerState], row), rowOf(states, [answerState], row)),
          );
          const [before, after] = [entered, states].map((of) => rowOf(of, model.schedule.states, row)) as [
            Vector,
            Vector,
          ];
          expectNear(event.movement.residual[row], length(minus(after, before)) / length(after));
        }
        entered = states;
      }
      last = states;
    }
  });

  it("back to an earlier answer is found among the 8 before the previous one, as in float64", () => {
    const answers = collected.filter(({ event }) => event.address.kind === "answer");
    answers.forEach(({ event, states }, index) => {
      const { returnLag, returnCosDist } = event.movement ?? {};
      if (index < 2) {
        expect([returnLag, returnCosDist]).toEqual([undefined, undefined]);
        return;
      }
      for (let row = 0; row < BATCH; row++) {
        const now = rowOf(states, model.schedule.states, row);
        const lags = Array.from({ length: Math.min(8, index - 1) }, (_, place) => place + 2);
        const distances = lags.map((lag) => {
          const past = (answers[index - lag] as Collected).states;
          return cosDist(now, rowOf(past, model.schedule.states, row));
        });
        const nearest = Math.min(...distances);
        expectNear(returnCosDist?.[row], nearest);
        expectNear(distances[lags.indexOf(returnLag?.[row] as number)], nearest);
      }
    });
    expect(answers.at(-1)?.event.movement?.returnLag).toHaveLength(BATCH);
  });
});

describe("returns", () => {
  /** Random states, one pair for each phase; the H-steps start from them in turn. */
  async function cycling(period: number, steps: number): Promise<Collected[]> {
    const model = await smallModel();
    const size = positionsOf(model.config) * model.config.hiddenSize;
    const edits = Array.from({ length: period }, (_, phase): Edit[] => {
      const normal = normalStream(phase);
      const values = () => Float32Array.from({ length: size }, () => normal());
      return [
        { state: "z_H", values: values() },
        { state: "z_L", values: values() },
      ];
    });
    const driven = acting(
      ({ lStep }) => lStep === 1,
      async ({ moment: { supervisionStep, hStep } }) =>
        edits[((supervisionStep - 1) * 3 + hStep - 1) % period] as Edit[],
    );
    return collect(model, engine, ROWS, { steps, interventions: [driven] });
  }

  it.each([2, 3, 5, 9])("of a cycle of %i answers have that lag and no distance at all", async (period) => {
    const answers = (await cycling(period, 6)).filter(({ event }) => event.address.kind === "answer");
    answers.forEach(({ event }, index) => {
      const { returnLag, returnCosDist } = event.movement ?? {};
      if (index >= period) {
        expect([...(returnLag ?? [])]).toEqual([period, period, period]);
        expect([...(returnCosDist ?? [])]).toEqual([0, 0, 0]);
      } else if (returnCosDist) {
        expect(Math.min(...returnCosDist)).toBeGreaterThan(1e-6);
      }
    });
  });

  it("of a cycle of 10 are out of sight", async () => {
    const answers = (await cycling(10, 6)).filter(({ event }) => event.address.kind === "answer");
    for (const { event } of answers.slice(2)) {
      expect(Math.min(...(event.movement?.returnCosDist ?? []))).toBeGreaterThan(1e-6);
    }
  });

  it("of a state that stands still are to the most recent one, and nothing moves", async () => {
    const answers = (await cycling(1, 3)).filter(({ event }) => event.address.kind === "answer");
    for (const { event } of answers.slice(2)) expect([...(event.movement?.returnLag ?? [])]).toEqual([2, 2, 2]);
  });
});

describe("movement after an intervention", () => {
  it("is measured from what enters the step, edits included", async () => {
    const model = await smallModel();
    const size = positionsOf(model.config) * model.config.hiddenSize;
    const normal = normalStream(3);
    const edit = Float32Array.from({ length: size }, () => normal());
    const editing = acting(
      ({ supervisionStep, hStep, lStep }) => supervisionStep === 2 && hStep === 2 && lStep === 1,
      async () => [
        { state: "z_L", values: edit.slice() },
        { state: "z_H", values: edit.slice() },
      ],
    );
    const collected = await collect(model, engine, ROWS, { steps: 2, interventions: [editing] });
    const of = (kind: string, lStep: number): Collected =>
      collected.find(
        ({ event: { address } }) =>
          address.supervisionStep === 2 && address.hStep === 2 && address.lStep === lStep && address.kind === kind,
      ) as Collected;
    const [probe, answer] = [of("probe", 1), of("answer", 4)];
    for (let row = 0; row < BATCH; row++) {
      expectNear(probe.event.lCosDist?.[row], cosDist([...edit], rowOf(probe.states, ["z_L"], row)));
      const after = rowOf(answer.states, ["z_H", "z_L"], row);
      expectNear(answer.event.movement?.hCosDist[row], cosDist([...edit], rowOf(answer.states, ["z_H"], row)));
      expectNear(answer.event.movement?.residual[row], length(minus(after, [...edit, ...edit])) / length(after));
    }
  });

  it("out of a state of zeros is 1, a number", async () => {
    const model = await smallModel();
    const size = positionsOf(model.config) * model.config.hiddenSize;
    const zeroing = acting(
      ({ lStep }) => lStep === 1,
      async () => [
        { state: "z_L", values: new Float32Array(size) },
        { state: "z_H", values: new Float32Array(size) },
      ],
    );
    const collected = await collect(model, engine, ROWS, { steps: 1, interventions: [zeroing] });
    for (const { event } of collected) {
      if (event.movement) {
        expect([...event.movement.hCosDist]).toEqual([1, 1, 1]);
        expectNear(event.movement.residual[0], 1);
      } else if (event.address.lStep === 1) {
        expect([...(event.lCosDist ?? [])]).toEqual([1, 1, 1]);
      }
    }
  });
});
