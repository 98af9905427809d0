import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { compareEvent, noDifferences, referenceArrays } from "../golden/compare-event.ts";
import { GOLDEN_MODELS, type GoldenName, goldenModel } from "../golden/golden-model.ts";
import { expectWithinTolerances } from "../golden/tolerances.ts";
import { describeShared, shared } from "../shared.ts";
import { type ExportedEvent, exportedEvents, parquetColumns, parquetRows } from "./exported.ts";
import { succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path, list } = workspace();

/** Traces the golden inputs; returns the run. */
async function traceGolden(name: GoldenName, checkpoint: string, ...more: string[]): Promise<string> {
  const folder = shared(`golden/${name}`);
  const out = path([name, checkpoint, ...more].join(" "));
  const files = [`${folder}/input.json`, "--checkpoint", `${folder}/${checkpoint}`];
  await succeed(["trace", ...files, "--threads", "1", "--out", out, ...more]);
  return out;
}

/** All events against the reference, to the tolerances that the rollout's own tests have. */
async function compareWithReference(name: GoldenName, events: readonly ExportedEvent[]): Promise<void> {
  const { hCycles, lCycles } = (await goldenModel(name)).config;
  const [worst, arrays] = [noDifferences(), referenceArrays(name)];
  for (const event of events) {
    const { supervision_step: supervisionStep, h_step: hStep, l_step: lStep, kind } = event;
    const one = (value: number | null) => (value === null ? undefined : Float32Array.of(value));
    const compared = {
      address: { supervisionStep, hStep, lStep, kind },
      tokens: Uint8Array.from(event.tokens),
      qHaltLogit: Float32Array.of(event.q_halt_logit),
      qContinueLogit: one(event.q_continue_logit),
      lCosDist: one(event.l_cos_dist),
      movement: event.h_cos_dist === null ? undefined : { hCosDist: Float32Array.of(event.h_cos_dist) },
      minMargin: Float32Array.of(event.min_margin),
    };
    compareEvent(worst, compared, arrays, 0, event.rollout);
  }
  expect(events.length).toBe(3 * 16 * hCycles * (lCycles + 1));
  expectWithinTolerances(name, worst);
}

const FORMS: readonly (readonly [GoldenName, readonly string[]])[] = GOLDEN_MODELS.map((name) => [
  name,
  ["checkpoint.pt", "checkpoint_bf16_buffers.pt", ...(name === "trm-mlp" ? ["model_bf16_buffers.safetensors"] : [])],
]);

describeShared("a trace of the golden models from the command line", () => {
  it.each(FORMS)("%s agrees with the official code, from every form of the checkpoint", async (name, others) => {
    const events = await exportedEvents(await traceGolden(name, "model.safetensors", "--batch", "3"));
    await compareWithReference(name, events);
    const begin = events.filter((event) => event.supervision_step <= 2);
    for (const form of others) {
      expect(await exportedEvents(await traceGolden(name, form, "--batch", "3", "--steps", "2"))).toEqual(begin);
    }
  });

  it.each(GOLDEN_MODELS)("%s agrees one row at a time, too", async (name) => {
    await compareWithReference(name, await exportedEvents(await traceGolden(name, "checkpoint.pt", "--batch", "1")));
  });

  it("leaves the four files of a run and nothing else", async () => {
    await traceGolden("hrm", "checkpoint.pt", "--steps", "2", "--batch", "1");
    expect(await list("hrm checkpoint.pt --steps 2 --batch 1")).toEqual([
      "rollouts.parquet",
      "run.json",
      "steps.parquet",
      "tasks.json",
    ]);
  });

  it("has the columns of the design, in its order, and what describes the rollout", async () => {
    const run = await traceGolden("hrm", "model.safetensors", "--steps", "1", "--confidence", "--probabilities");
    const [event] = await exportedEvents(run);
    expect(Object.keys(event ?? {})).toEqual([...STEPS_COLUMNS, "task", "test_index", "augmentation"]);
    expect(await parquetColumns(`${run}/steps.parquet`)).toEqual(STEPS_COLUMNS);
    expect(await parquetColumns(`${run}/rollouts.parquet`)).toEqual(ROLLOUTS_COLUMNS);
    expect(event).toMatchObject({ task: "input", test_index: 0, augmentation: "" });
    expect(event?.confidence).toHaveLength(25);
    expect(event?.probabilities).toHaveLength(25 * 12);
  });

  it("takes the identifiers of the token batch", async () => {
    const run = await traceGolden("trm-att", "model.safetensors", "--steps", "1");
    const rows = await parquetRows(`${run}/rollouts.parquet`);
    expect(rows.map((row) => [row["task"], row["test_index"], row["puzzle_identifier"]])).toEqual(
      (await inputIdentifiers("trm-att")).map((identifier, row) => ["input", row, identifier]),
    );
  });
});

async function inputIdentifiers(name: GoldenName): Promise<readonly number[]> {
  return JSON.parse(await readFile(shared(`golden/${name}/input.json`), "utf8")).puzzle_identifiers;
}

const STEPS_COLUMNS = [
  ...["rollout", "supervision_step", "h_step", "l_step", "kind", "tokens", "l_cos_dist", "h_cos_dist"],
  ...["q_halt_logit", "q_continue_logit", "residual", "return_lag", "return_cos_dist", "cells_changed", "cells_wrong"],
  ...["mean_entropy", "min_margin", "confidence", "probabilities"],
];

const ROLLOUTS_COLUMNS = [
  ...["rollout", "task", "test_index", "augmentation", "trajectory", "parent", "branch_at", "puzzle_identifier"],
  ...["steps", "seed", "intervention", "input_tokens", "target_tokens", "answer_tokens", "solved", "exact"],
  ...["final_q_halt_logit", "halt_step", "solved_at_halt", "first_solved", "last_solved", "h_cos_dist_curve"],
  "q_halt_curve",
];
