import { access, cp, readFile, rm, writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { writeMadeUpRun } from "../made-up-run.ts";
import { writeTrajectoryRun } from "../write-trajectory-run.ts";
import { parquetRows } from "./exported.ts";
import { runCli, succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path } = workspace();

const TRAJECTORIES = [
  { motion: { kind: "fixed point", right: true }, seed: 1 },
  { motion: { kind: "fixed point", right: false }, seed: 2 },
  { motion: { kind: "cycle", period: 4 }, seed: 3 },
  { motion: { kind: "wander", cosDist: 0.1 }, seed: 4 },
] as const;

beforeAll(async () => {
  await writeTrajectoryRun(path("plain"), TRAJECTORIES);
  await writeTrajectoryRun(path("other"), TRAJECTORIES.slice(0, 3));
});

describe("fixpoint analyze", () => {
  it("prints the modes with their thresholds and writes analysis.parquet", async () => {
    const text = await succeed(["analyze", path("plain"), "--threshold", "halt=-5"]);
    expect(text).toContain("settled=0.001 wandering=0.01 cycle=0.1 halt=-5 wandering_answers=0.5");
    expect(text).toMatch(/\nwrong_fixed_point_confident +1 +25\.0 % \[4\.6, 69\.9\]\n/);
    expect(text).toMatch(/\n4 +1 +1\n/);
    const rows = await parquetRows(path("plain/analysis.parquet"));
    expect(rows.map(({ mode, period }) => [mode, period])).toEqual([
      ["solved", null],
      ["wrong_fixed_point_confident", null],
      ["cycle", 4],
      ["wandering", null],
    ]);
  });

  it("compares runs, as JSON too, and leaves them alone where it is told to", async () => {
    await rm(path("other/analysis.parquet"), { force: true });
    const args = ["analyze", path("plain"), path("other"), "--no-write"];
    expect(await succeed(args)).toMatch(
      /plain and other: 3 pairs of the same puzzle; without a partner: 1 of the first/,
    );
    const json = JSON.parse(await succeed([...args, "--json"]));
    expect(json.settings.thresholds).toMatchObject({ settled: 1e-3, halt: 1 });
    expect(json.runs[0].modes).toContainEqual({
      mode: "cycle",
      share: { successes: 1, trials: 4, value: 0.25, low: expect.any(Number), high: expect.any(Number) },
    });
    expect(json.comparisons[0]).toMatchObject({ pairs: 3, only_first: 1, gained: 0, lost: 0, p_value: 1 });
    await expect(access(path("other/analysis.parquet"))).rejects.toThrow("ENOENT");
  });

  it("lists in JSON the rollouts as analysis.parquet has them", async () => {
    const json = JSON.parse(await succeed(["analyze", path("plain"), "--json"]));
    const rows = await parquetRows(path("plain/analysis.parquet"));
    expect(json.runs[0]).toMatchObject({
      rollouts: 4,
      rollout_list: rows.map(({ mode, motion }) => ({ mode, motion })),
    });
    for (const [at, row] of rows.entries()) {
      expect(Object.keys(json.runs[0].rollout_list[at])).toEqual(expect.arrayContaining(Object.keys(row)));
    }
  });

  it("says that there is nothing to compare where no puzzle is in both", async () => {
    await writeMadeUpRun(path("elsewhere"), { rollouts: 2, batch: 2, side: 6 });
    const args = ["analyze", path("plain"), path("elsewhere"), "--no-write"];
    expect(await succeed(args)).toContain(
      "nothing to compare: no puzzle of one has the input of a puzzle of the other",
    );
  });

  it("writes a report, and never over a file, which is found before anything is written", async () => {
    await succeed(["analyze", path("plain"), "--report", path("why.html")]);
    await rm(path("plain/analysis.parquet"));
    expect(await readFile(path("why.html"), "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
    const again = await runCli(["analyze", path("plain"), "--report", path("why.html")]);
    expect(again).toMatchObject({ code: 1, stdout: "" });
    expect(again.stderr).toContain("exists");
    await expect(access(path("plain/analysis.parquet"))).rejects.toThrow("ENOENT");
  });

  it.each([
    [["--threshold", "setled=1"], "invalid threshold: setled=1 (expected settled=…"],
    [["--threshold", "settled=x"], "invalid threshold: settled=x (expected settled from"],
    [["--threshold", "settled=0.5"], "invalid threshold: settled=0.5 (expected at most wandering, which is 0.01"],
    [["--tail", "0"], "invalid tail: 0"],
    [["--report", "why.txt"], "invalid report: why.txt (expected a name that ends in .html"],
  ])("refuses %s", async (options, sentence) => {
    const { code, stderr } = await runCli(["analyze", path("plain"), ...options]);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  });

  it("names the run, as given, whose file is damaged", async () => {
    await cp(path("other"), path("damaged"), { recursive: true });
    const steps = await readFile(path("damaged/steps.parquet"));
    await writeFile(path("damaged/steps.parquet"), steps.fill(0xff, 10, 1000));
    const { code, stderr } = await runCli(["analyze", path("plain"), path("damaged"), "--no-write"]);
    expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/^invalid .*in steps\.parquet, in \/.*\/damaged\)$/);
    expect(code).toBe(1);
  });

  it("refuses files of two runs, and remarks upon tables of another run", async () => {
    const shape = { steps: 9, hCycles: 3, lCycles: 4 };
    await writeTrajectoryRun(path("short"), TRAJECTORIES, { shape });
    await cp(path("plain"), path("mixed"), { recursive: true });
    await cp(path("short/rollouts.parquet"), path("mixed/rollouts.parquet"));
    const refused = await runCli(["analyze", path("mixed")]);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^invalid run: rollout 0 ends at supervision step 16 \(expected 9, as rollouts\.parquet says; .*, in steps\.parquet, in \/.*\/mixed\)$/,
    );
    await cp(path("short/steps.parquet"), path("mixed/steps.parquet"));
    const { code, stderr } = await runCli(["analyze", path("mixed"), "--no-write"]);
    expect(code).toBe(0);
    expect(stderr).toContain("rollout 0 ends at supervision step 9 where run.json says 16");
  });

  it("says in JSON how many steps the tail had, and whose answers were read", async () => {
    const args = ["analyze", path("plain"), "--no-write", "--json", "--tail", "40"];
    const read = JSON.parse(await succeed(args));
    expect(read).toMatchObject({ settings: { tail: 40, answers: true } });
    expect(read.runs[0]).toMatchObject({ answers: true, tail_used: { least: 16, most: 16 } });
    expect(JSON.parse(await succeed([...args, "--no-answers"]))).toMatchObject({ settings: { answers: false } });
  });

  it("says so where there is no run", async () => {
    expect(await runCli(["analyze", path("nowhere")])).toMatchObject({ code: 1, stdout: "" });
  });
});
