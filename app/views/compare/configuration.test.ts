import { expect, it } from "vitest";
import type { RunInfo } from "../../../src/trace/run-info.ts";
import { madeUpHeader } from "../../../test/made-up-run.ts";
import { configurationDifferences } from "./configuration.ts";

const info = (header: Parameters<typeof madeUpHeader>[1] = {}): RunInfo => ({
  ...madeUpHeader(3, header),
  status: "complete",
  finished: null,
  importedFrom: null,
  stepsIndex: null,
});

it("lists what two runs were told differently, and nothing else", () => {
  const kicked = info({
    interventions: ["noise@5"],
    options: { steps: 8, states: "h" },
    started: "2026-03-03T00:00:00Z",
  });
  expect(configurationDifferences(info(), kicked)).toEqual([
    { key: "options.steps", first: "16", second: "8" },
    { key: "interventions", first: "none", second: "noise@5" },
    { key: "options.states", first: "–", second: "h" },
  ]);
  expect(configurationDifferences(info(), info({ started: "2026-03-03T00:00:00Z" }))).toEqual([]);
});

it("takes what came of a run for no configuration, and equal values for equal", () => {
  const [one, other] = [info(), info()];
  expect(configurationDifferences({ ...one, rollouts: 2 }, { ...other, rollouts: 1 })).toEqual([]);
});
