import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { STEPS, type StepRecord } from "./schema.ts";
import type { StepField } from "./steps-table.ts";

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  await writeMadeUpRun(temporary.path("run"), {
    rollouts: 11,
    batch: 4,
    side: 5,
    shape: { steps: 2, settlesAt: 2, hasContinue: false },
  });
});
afterAll(() => temporary.remove());

const ALL = STEPS.columns.map(({ field }) => field as StepField);

async function read<Field extends StepField>(fields: readonly Field[]): Promise<Partial<StepRecord>[][]> {
  const run = await temporary.open("run");
  const rollouts: Partial<StepRecord>[][] = [];
  for await (const { rollout, rows, columns } of run.allStepColumns(fields)) {
    expect(rollout).toBe(rollouts.length);
    const cell = (field: Field, row: number): unknown => {
      const value: unknown = columns[field][row];
      return Number.isNaN(value) ? null : value;
    };
    rollouts.push(
      Array.from({ length: rows }, (_, row) => Object.fromEntries(fields.map((field) => [field, cell(field, row)]))),
    );
  }
  return rollouts;
}

describe("the columns of a run's steps", () => {
  it("hold what its rows hold, rollout by rollout", async () => {
    const run = await temporary.open("run");
    const expected: StepRecord[][] = [];
    for await (const steps of run.allSteps()) expected.push([...steps]);
    expect(await read(ALL)).toEqual(expected);
  });

  it("can be read without the others", async () => {
    const run = await temporary.open("run");
    const expected = (await run.steps(7)).map(({ kind, residual, cellsWrong }) => ({ kind, residual, cellsWrong }));
    expect((await read(["kind", "residual", "cellsWrong"]))[7]).toEqual(expected);
  });

  it("are numbers with NaN for null", async () => {
    const run = await temporary.open("run");
    for await (const { columns, rows } of run.allStepColumns(["qContinueLogit", "supervisionStep"])) {
      expect(columns.supervisionStep).toBeInstanceOf(Float64Array);
      expect([...columns.qContinueLogit]).toEqual(Array.from({ length: rows }, () => Number.NaN));
    }
  });
});
