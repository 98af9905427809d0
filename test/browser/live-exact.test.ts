/**
 * @file WebAssembly in the browser's worker against the CPU in Node, for models that ship. Rounding grows along a rollout that does not
 * settle, so numbers are compared one supervision step at a time, each from the states that Node kept.
 */

import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { examplesFor } from "../../app/live/examples.ts";
import type { RunOrder } from "../../app/live/protocol.ts";
import { createEngine } from "../../src/engine/create.ts";
import { readIdentifiers } from "../../src/formats/tasks/identifiers.ts";
import { openFolder, openModel } from "../../src/index.ts";
import { canvasSide } from "../../src/model/config.ts";
import type { StateName } from "../../src/model/schedule.ts";
import { guessKind } from "../../src/render/notation/kind.ts";
import { type BoundModel, bindModel } from "../../src/rollout/bound-model.ts";
import type { RolloutEvent } from "../../src/rollout/events.ts";
import { namedIdentifiers, ownIdentifiers } from "../../src/rollout/identifiers.ts";
import type { RolloutRow } from "../../src/rollout/request.ts";
import { rollout } from "../../src/rollout/rollout.ts";
import { type RecordedRollout, record } from "../../src/trace/recorder.ts";
import { haltRuleOf } from "../../src/trace/summary.ts";
import { type Explorer, startExplorer } from "./explorer.ts";
import { chooseModel, openLive, runInWorker, type SeenStep } from "./live-page.ts";

/** Those of `models/`. */
const MODELS = ["sudoku6-mlp", "sudoku6-attention", "sudoku9-mlp", "concepts"];
const PUZZLES = 2;
const MOST = 1e-4;
/** A rollout whose last H-steps moved less than this has settled. */
const SETTLED = 1e-3;

const NUMBERS = [
  "qHaltLogit",
  "qContinueLogit",
  "hCosDist",
  "lCosDist",
  "residual",
  "meanEntropy",
  "minMargin",
] as const;
/** 255 × a probability, rounded. */
const SHARES = ["confidence", "probabilities"] as const;

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), []);
}, 240_000);

afterAll(() => explorer?.close());

const order = (row: RolloutRow, change: Partial<RunOrder>): RunOrder => ({
  row,
  rollout: 0,
  steps: 1,
  seed: 0,
  interventions: [],
  branch: null,
  ...change,
});

type States = Partial<Record<StateName, Float32Array>>;

/** On the CPU, with the states after each supervision step. */
async function inNode(bound: BoundModel, row: RolloutRow): Promise<RecordedRollout & { readonly kept: States[] }> {
  const { schedule, config } = bound.model;
  const kept: States[] = [];
  async function* keeping(events: AsyncIterable<RolloutEvent>): AsyncGenerator<RolloutEvent, void, void> {
    for await (const event of events) {
      if (event.address.kind === "answer" && event.address.hStep === schedule.hCycles) {
        const states: States = {};
        for (const state of schedule.states) states[state] = await event.readState(state);
        kept.push(states);
      }
      yield event;
    }
  }
  const haltRule = haltRuleOf(config.architecture);
  const options = { rows: [row], firstRollout: 0, schedule, haltRule, seed: 0, intervention: "" };
  for await (const recorded of record(keeping(rollout(bound, [row])), options)) return { ...recorded, kept };
  throw new Error("no rollout");
}

/** Cells that hold other tokens, but for those whose two largest logits are as good as equal. */
function otherCells(seen: SeenStep, { tokens, minMargin, probabilities }: RecordedRollout["steps"][number]): number {
  const vocabulary = (probabilities?.length ?? 0) / tokens.length;
  const isInDoubt = (cell: number): boolean => {
    const [first, second] = [...(probabilities ?? [])]
      .slice(cell * vocabulary, (cell + 1) * vocabulary)
      .sort((a, b) => b - a);
    return (minMargin ?? 0) < MOST && first === second;
  };
  return [...tokens].filter((token, cell) => token !== seen.tokens[cell] && !isInDoubt(cell)).length;
}

describe.each(MODELS)("%s", (name) => {
  it("takes the same supervision step from every state in the browser as in Node, and settles on the same answer", async () => {
    const folder = fileURLToPath(new URL(`../../models/${name}/`, import.meta.url));
    const model = await openModel(`${folder}model.safetensors`);
    const { engine } = await createEngine("cpu", { threads: 1 });
    const bound = await bindModel(model, engine, 1, { confidence: true, probabilities: true });
    const names = await readIdentifiers(openFolder(folder));
    const side = canvasSide(model.config);
    const puzzles = examplesFor({
      kind: guessKind({ isTask: false, vocabulary: model.config.vocabSize, side }),
      side,
      names: names ?? [],
      identifiers: names === undefined ? ownIdentifiers() : namedIdentifiers(names, "identifiers.json"),
      seed: 0,
      count: PUZZLES,
    });
    expect(puzzles.length).toBe(PUZZLES);

    const page = await openLive(explorer);
    await chooseModel(page, name);
    await page.getByLabel("engine").selectOption("wasm");
    await page.locator("[data-engine]", { hasText: /wasm, 1 thread/ }).waitFor();

    const { states, hCycles, lCycles } = model.schedule;
    const target = states.length > 1 ? "both" : states[0];
    const interventions = [`patch@1:target=${target},from=node`];
    const worst: Record<string, number> = {};
    let [compared, settled] = [0, 0];
    for (const { row } of puzzles) {
      const { rollout: whole, steps, kept } = await inNode(bound, row);
      const perStep = hCycles * (lCycles + 1);
      const orders = kept.slice(0, -1).map((node) => order(row, { interventions, given: { node } }));
      for (const [at, { steps: seen }] of (await runInWorker(page, orders)).entries()) {
        const expected = steps.slice((at + 1) * perStep, (at + 2) * perStep);
        expect(seen.map(({ hStep, lStep, kind }) => [hStep, lStep, kind])).toEqual(
          expected.map(({ hStep, lStep, kind }) => [hStep, lStep, kind]),
        );
        for (const [index, step] of expected.entries()) {
          const other = seen[index] as SeenStep;
          const difference = (column: string, a: number | null | undefined, b: number | null | undefined): void => {
            if (a == null || b == null) return void expect([column, a]).toEqual([column, b]);
            worst[column] = Math.max(worst[column] ?? 0, Math.abs(a - b));
            compared++;
          };
          for (const column of NUMBERS) difference(column, step[column], other[column]);
          for (const column of SHARES) {
            for (const [cell, share] of (step[column] ?? []).entries())
              difference(column, share, other[column]?.[cell]);
          }
          expect(otherCells(other, step)).toBe(0);
        }
      }
      const [inBrowser] = await runInWorker(page, [order(row, { steps: model.config.haltMaxSteps })]);
      const moved = (curve: readonly number[] | null | undefined): number => curve?.at(-1) ?? Number.POSITIVE_INFINITY;
      const isSettled = moved(whole.hCosDistCurve) < SETTLED;
      expect(moved(inBrowser?.record.hCosDistCurve) < SETTLED).toBe(isSettled);
      if (isSettled) expect(inBrowser?.record.answerTokens).toEqual([...whole.answerTokens]);
      settled += isSettled ? 1 : 0;
    }
    const said = Object.entries(worst).map(([column, difference]) => `${column} ${difference.toExponential(1)}`);
    process.stdout.write(
      `${name}: ${compared} numbers, ${settled} of ${PUZZLES} settled, at most ${said.join(", ")}\n`,
    );
    expect(compared).toBeGreaterThan(1000);
    expect(settled).toBeGreaterThan(0);
    for (const column of NUMBERS)
      expect([column, worst[column] ?? 0]).toEqual([column, expect.toSatisfy((x) => x <= MOST)]);
    for (const column of SHARES) expect(worst[column]).toBeLessThanOrEqual(1);
    expect(explorer.faults).toEqual([]);
    await page.close();
    await engine.close();
    await model.close();
  }, 600_000);
});
