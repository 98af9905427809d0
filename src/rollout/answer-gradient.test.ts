import { afterAll, describe, expect, it } from "vitest";
import { collect, plain } from "../../test/collect.ts";
import { testEngine } from "../../test/engines.ts";
import { SMALL, smallModel, smallRows } from "../../test/small-model.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { positionsOf } from "../model/config.ts";
import type { StateName } from "../model/schedule.ts";
import { createAnswerGradients } from "./answer-gradient.ts";
import { parseInterventions } from "./interventions/parse.ts";

const cpu = await testEngine("cpu");
const reference = createReferenceEngine();
afterAll(async () => {
  await cpu.close();
  await reference.close();
});

const WANTED = Uint8Array.of(3, 255, 2, 2, 5, 0, 11, 4, 255);
const H = 1e-2;

describe.each([
  { ...SMALL },
  { ...SMALL, architecture: "trm-singlez" },
  { ...SMALL, architecture: "hrm", hLayers: 1, puzzlePositions: 1 },
] as const)("the answer's gradient of a $architecture", (config) => {
  /** No two elements alike. */
  const wave = (frequency: number): Float32Array =>
    Float32Array.from({ length: positionsOf(config) * config.hiddenSize }, (_, i) => Math.sin(i * frequency + 1));
  const STATES: Readonly<Record<StateName, Float32Array>> = { z_H: wave(1.3), z_L: wave(0.7) };
  const DIRECTIONS: Readonly<Record<StateName, Float32Array>> = { z_H: wave(2.1), z_L: wave(3.7) };

  it("is the slope of its loss, along each state", async () => {
    const model = await smallModel(config);
    const gradients = createAnswerGradients(model, reference);
    const { gradients: found } = await gradients.of(async (name) => STATES[name], WANTED);
    expect(Object.keys(found)).toEqual(model.schedule.states);
    for (const state of model.schedule.states) {
      const moved = (by: number) => async (name: StateName) =>
        STATES[name].map((x, i) => (name === state ? x + by * (DIRECTIONS[name][i] ?? 0) : x));
      const [above, below] = [await gradients.of(moved(H), WANTED), await gradients.of(moved(-H), WANTED)];
      const slope = (found[state] ?? new Float32Array()).reduce(
        (sum, g, i) => sum + g * (DIRECTIONS[state][i] ?? 0),
        0,
      );
      expect(Math.abs(slope)).toBeGreaterThan(1e-3);
      expect((above.loss - below.loss) / (2 * H)).toBeCloseTo(slope, 3);
    }
    await gradients.release();
  });

  it("is the same on the CPU, within float32", async () => {
    const model = await smallModel(config);
    const [exact, float] = await Promise.all(
      [reference, cpu].map((engine) => createAnswerGradients(model, engine).of(async (name) => STATES[name], WANTED)),
    );
    if (exact === undefined || float === undefined) throw new Error("two engines");
    expect(float.tokens).toEqual(exact.tokens);
    for (const state of model.schedule.states) {
      float.gradients[state]?.forEach((g, i) => {
        expect(g).toBeCloseTo(exact.gradients[state]?.[i] ?? Number.NaN, 5);
      });
    }
  });
});

describe("a rollout that is pushed", () => {
  const specs = (...texts: string[]) => parseInterventions(texts, { cycles: SMALL, states: ["z_H", "z_L"] });
  const run = async (spec: string, tasks: string[]) =>
    collect(await smallModel(), cpu, smallRows(tasks), { steps: 3, interventions: specs(spec) });

  it("is the same beside another row as alone", async () => {
    const alone = await run("push@2:toward=input,rate=0.3", ["two"]);
    const beside = await run("push@2:toward=input,rate=0.3", ["one", "two"]);
    alone.forEach(({ event: { tokens } }, place) => {
      expect(beside[place]?.event.tokens.subarray(SMALL.seqLen)).toEqual(tokens);
    });
  });

  it("is what it was before the moment, and another after it", async () => {
    const [pushed, free] = [
      await run("push@2:toward=123/123/123,rate=0.5", ["one"]),
      await run("push@2:toward=123/123/123,rate=0", ["one"]),
    ];
    const isBefore = ({ event: { address } }: (typeof free)[number]): boolean => address.supervisionStep < 2;
    expect(pushed.filter(isBefore).map(plain)).toEqual(free.filter(isBefore).map(plain));
    const last = (all: typeof free) => all.at(-1)?.states;
    expect(last(pushed)).not.toEqual(last(free));
  });
});
