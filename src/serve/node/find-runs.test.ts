import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedTempDir } from "../../../test/temp-dir.ts";
import { newestRuns, runsAt } from "./find-runs.ts";

const folder = sharedTempDir();

beforeAll(async () => {
  const root = await folder();
  for (const [age, name] of ["runs/first", "runs/demo/calm", "runs/demo/kicked", "other/calm"].entries()) {
    await mkdir(join(root, name), { recursive: true });
    await writeFile(join(root, name, "run.json"), "{}");
    await utimes(join(root, name, "run.json"), 1000 + age, 1000 + age);
  }
  await mkdir(join(root, "empty"));
  await writeFile(join(root, "rollouts.jsonl"), "");
});

describe("the runs at a path", () => {
  it("are the run, those in a folder, or a rollouts.jsonl, each with a name of its own", async () => {
    const root = await folder();
    const runs = await runsAt(["runs/first", "runs/demo", "other", "rollouts.jsonl"].map((path) => join(root, path)));
    expect(runs.map(({ name, kind }) => [name, kind])).toEqual([
      ["first", "folder"],
      ["calm", "folder"],
      ["kicked", "folder"],
      ["calm-2", "folder"],
      ["rollouts.jsonl", "file"],
    ]);
  });

  it("are an error where there is none", async () => {
    const root = await folder();
    await expect(runsAt([join(root, "empty")])).rejects.toThrow(/^invalid run: no run\.json in/);
    await expect(runsAt([join(root, "nowhere")])).rejects.toThrow(/no such file or directory$/);
    await expect(runsAt([join(root, "runs/first/run.json")])).rejects.toThrow(/is a file \(expected a directory/);
  });

  it("come newest first where none was named, and may be none", async () => {
    const root = await folder();
    expect((await newestRuns(join(root, "runs"))).map(({ name }) => name)).toEqual(["kicked", "calm", "first"]);
    expect(await newestRuns(join(root, "nowhere"))).toEqual([]);
  });
});
