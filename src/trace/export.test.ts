import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { cropTokens } from "../arc/crop.ts";
import { type ExportFormat, exportRun } from "./export.ts";
import type { Run } from "./run-reader.ts";

let temporary: Scratch;
let run: Run;
beforeAll(async () => {
  temporary = await scratch();
  const shape = { steps: 2, settlesAt: 2, hCycles: 2, lCycles: 2 };
  await writeMadeUpRun(temporary.path("run"), { rollouts: 3, batch: 2, side: 5, shape });
  run = await temporary.open("run");
});
afterAll(() => temporary.remove());

async function exported(format: ExportFormat): Promise<string[]> {
  let text = "";
  for await (const line of exportRun(run, format)) text += line;
  expect(text.endsWith("\n")).toBe(true);
  return text.slice(0, -1).split("\n");
}

const COLUMNS = [
  "rollout",
  "supervision_step",
  "h_step",
  "l_step",
  "kind",
  "tokens",
  "l_cos_dist",
  "h_cos_dist",
  "q_halt_logit",
  "q_continue_logit",
  "residual",
  "return_lag",
  "return_cos_dist",
  "cells_changed",
  "cells_wrong",
  "mean_entropy",
  "min_margin",
  "confidence",
  "probabilities",
  "task",
  "test_index",
  "augmentation",
];

describe("export --format jsonl", () => {
  it("prints a line per event with the columns of steps.parquet and what the event belongs to", async () => {
    const lines = (await exported("jsonl")).map((line) => JSON.parse(line));
    // Two supervision steps of two H-steps, each of two probes and an answer.
    expect(lines).toHaveLength(3 * 2 * 2 * 3);
    for (const line of lines) expect(Object.keys(line)).toEqual(COLUMNS);
    const steps = await run.steps(1);
    const [probe, , answer] = lines.slice(12);
    expect(probe).toEqual({
      rollout: 1,
      supervision_step: 1,
      h_step: 1,
      l_step: 1,
      kind: "probe",
      tokens: [...(steps[0]?.tokens ?? [])],
      l_cos_dist: steps[0]?.lCosDist,
      h_cos_dist: null,
      q_halt_logit: steps[0]?.qHaltLogit,
      q_continue_logit: steps[0]?.qContinueLogit,
      residual: null,
      return_lag: null,
      return_cos_dist: null,
      cells_changed: null,
      cells_wrong: steps[0]?.cellsWrong,
      mean_entropy: steps[0]?.meanEntropy,
      min_margin: steps[0]?.minMargin,
      confidence: null,
      probabilities: null,
      task: "made-up-1",
      test_index: 0,
      augmentation: "",
    });
    expect(answer).toMatchObject({ kind: "answer", l_step: 2, h_cos_dist: steps[2]?.hCosDist, l_cos_dist: null });
  });

  it("loses nothing of a number", async () => {
    const [line] = await exported("jsonl");
    const { l_cos_dist: lCosDist } = JSON.parse(line ?? "");
    expect(Math.fround(lCosDist)).toBe(lCosDist);
    expect(lCosDist).toBe((await run.steps(0))[0]?.lCosDist);
  });
});

describe("export --format csv", () => {
  it("prints the same under a header", async () => {
    const [header, ...lines] = await exported("csv");
    expect(header).toBe(COLUMNS.join(","));
    const events = (await exported("jsonl")).map((line) => JSON.parse(line));
    const rows = events.map((event) =>
      COLUMNS.map((name) => {
        const value = event[name];
        return value === null ? "" : Array.isArray(value) ? value.join(" ") : String(value);
      }).join(","),
    );
    expect(lines).toEqual(rows);
  });
});

describe("export --format rollouts", () => {
  it("prints a line per rollout, with every answer cropped and the keys in the order of the format", async () => {
    const lines = await exported("rollouts");
    expect(lines.map((line) => JSON.parse(line).puzzle_name)).toEqual(["made-up-0", "made-up-1", "made-up-2"]);
    const task = (await run.tasks()).get("made-up-2");
    const steps = await run.steps(2);
    const grid = (index: number) => cropTokens(steps[index]?.tokens ?? new Uint8Array(), 5);
    const hStep = (index: number) => ({ out_grid: grid(index + 2), L_trace: [grid(index), grid(index + 1)] });
    const supervisionStep = (index: number) => ({
      out_grid: grid(index + 5),
      q_halt_logit: steps[index + 5]?.qHaltLogit,
      q_continue_logit: steps[index + 5]?.qContinueLogit,
      H_trace: [hStep(index), hStep(index + 3)],
    });
    const line = {
      puzzle_name: "made-up-2",
      puzzle: { train: task?.train, test: task?.test },
      input: task?.test[0]?.input,
      rollout: [supervisionStep(0), supervisionStep(6)],
    };
    expect(lines[2]).toBe(JSON.stringify(line));
  });

  it("is refused for data that are no ARC tasks", async () => {
    const other: Run = { ...run, tasks: async () => new Map() };
    const lines = exportRun(other, "rollouts");
    await expect(lines.next()).rejects.toThrow(
      "unsupported export: rollouts.jsonl holds ARC tasks (expected a run of them, not of made-up-0)",
    );
  });
});
