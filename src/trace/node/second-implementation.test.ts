import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Table, tableFromIPC } from "apache-arrow";
import { readParquet } from "parquet-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KILLED_RUN, type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import type { Run } from "../run-reader.ts";

/** The Rust implementation of Parquet (arrow-rs), which many tools are built on. */
async function table(path: string): Promise<Table> {
  const wasm = readParquet(new Uint8Array(await readFile(path)));
  return tableFromIPC(wasm.intoIPCStream());
}

let place: Scratch;
let run: Run;
beforeAll(async () => {
  place = await scratch();
  await writeMadeUpRun(place.path("run"), KILLED_RUN);
  run = await place.open("run");
});
afterAll(() => place.remove());

const file = (name: string): string => join(place.path("run"), name);

const columns = (read: Table): string[] => read.schema.fields.map((field) => `${field.name}: ${field.type}`);

describe("another implementation of Parquet", () => {
  it("sees the columns of steps.parquet under their names, with plain types", async () => {
    expect(columns(await table(file("steps.parquet")))).toEqual([
      "rollout: Int32",
      "supervision_step: Int32",
      "h_step: Int32",
      "l_step: Int32",
      "kind: Utf8",
      "tokens: Binary",
      "l_cos_dist: Float32",
      "h_cos_dist: Float32",
      "q_halt_logit: Float64",
      "q_continue_logit: Float64",
      "residual: Float32",
      "return_lag: Int32",
      "return_cos_dist: Float32",
      "cells_changed: Int32",
      "cells_wrong: Int32",
      "mean_entropy: Float32",
      "min_margin: Float32",
      "confidence: Binary",
      "probabilities: Binary",
    ]);
  });

  it("reads the same steps, nulls where there are none", async () => {
    const read = await table(file("steps.parquet"));
    let row = 0;
    for await (const steps of run.allSteps()) {
      for (const step of steps) {
        const got = read.get(row++)?.toJSON() ?? {};
        expect(got["tokens"]).toEqual(step.tokens);
        expect(got["kind"]).toBe(step.kind);
        expect(got["l_cos_dist"]).toBe(step.lCosDist);
        expect(got["h_cos_dist"]).toBe(step.hCosDist);
        expect(got["q_halt_logit"]).toBe(step.qHaltLogit);
        expect(got["cells_changed"]).toBe(step.cellsChanged);
        expect(got["confidence"]).toEqual(step.confidence);
      }
    }
    expect(row).toBe(read.numRows);
  });

  it("reads the same rollouts, lists as lists", async () => {
    const read = await table(file("rollouts.parquet"));
    for (const [row, rollout] of (await run.rollouts()).entries()) {
      const got = read.get(row)?.toJSON() ?? {};
      expect(got["task"]).toBe(rollout.task);
      expect(got["solved"]).toBe(rollout.solved);
      expect(got["answer_tokens"]).toEqual(rollout.answerTokens);
      expect(got["target_tokens"]).toEqual(rollout.targetTokens);
      expect([...(got["h_cos_dist_curve"] ?? [])]).toEqual([...(rollout.hCosDistCurve ?? [])]);
    }
  });
});
