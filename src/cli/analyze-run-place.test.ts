import { cp, readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Scratch, scratch } from "../../test/made-up-run.ts";
import { writeTrajectoryRun } from "../../test/write-trajectory-run.ts";
import { FixpointError, invalid } from "../errors.ts";
import { inPlace, runInPlace } from "./analyze-run-place.ts";

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  await writeTrajectoryRun(temporary.path("whole"), [{ motion: { kind: "fixed point", right: true }, seed: 1 }]);
  await cp(temporary.path("whole"), temporary.path("damaged"), { recursive: true });
  const file = temporary.path("damaged/steps.parquet");
  const bytes = await readFile(file);
  await writeFile(file, bytes.fill(0xff, 10, 1000));
});
afterAll(() => temporary.remove());

it("names the folder as given in what is said of a damaged file", async () => {
  const run = runInPlace(await temporary.open("damaged"), "../runs/damaged");
  await expect(run.steps(0)).rejects.toThrow(/^invalid .*in steps\.parquet, in \.\.\/runs\/damaged\)$/);
  await expect(run.allStepColumns(["kind", "tokens"]).next()).rejects.toThrow("in ../runs/damaged)");
});

it("reads a whole run as it is", async () => {
  const run = runInPlace(await temporary.open("whole"), "whole");
  expect(await run.rollouts()).toHaveLength(1);
  expect((await run.steps(0)).length).toBeGreaterThan(0);
});

it("does not say a folder twice", async () => {
  const once = inPlace("nowhere", () => Promise.reject(new FixpointError("cannot read nowhere: no such file")));
  await expect(once).rejects.toThrow(/^cannot read nowhere: no such file$/);
  const file = inPlace("a", () => Promise.reject(invalid("JSON file", "it is not JSON", { where: "a/run.json" })));
  await expect(file).rejects.toThrow(/^invalid JSON file: it is not JSON \(in a\/run\.json\)$/);
});

it("leaves our own mistakes as they are", async () => {
  const bug = new Error("bug");
  await expect(inPlace("a", () => Promise.reject(bug))).rejects.toBe(bug);
});
