import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { openFolder } from "../../src/platform/node/folder.ts";
import { firstDifference } from "../../src/trace/compare.ts";
import { openRun } from "../../src/trace/run-reader.ts";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { exportedText } from "./exported.ts";
import { runCli, type StartedCli, startCli, succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path, write, list } = workspace();
const ROLLOUTS = 12;
const FILES = ["rollouts.parquet", "run.json", "steps.parquet", "tasks.json"];

/** Six batches of some tenths of a second, disturbed by noise: a resumed run must go on with the right one. */
const trace = (out: string, ...more: string[]): string[] => [
  ...["trace", path("tasks.json"), "--checkpoint", path("model/model.safetensors"), "--puzzle-identifier", "1"],
  ...["--steps", "40", "--batch", "2", "--threads", "1", "--intervene", "noise@*:target=z_L,sigma=0.2"],
  ...["--out", path(out), ...more],
];

beforeAll(async () => {
  await writeCheckpoint(path("model"), TINY);
  const tasks = Array.from({ length: ROLLOUTS }, (_, n) => [`task ${n}`, { train: [], test: [{ input: [[n % 10]] }] }]);
  await write("tasks.json", Object.fromEntries(tasks));
  await succeed(trace("undisturbed"));
});

/** Until `holds`, or until the process has ended. */
async function waitFor({ child }: StartedCli, holds: () => boolean): Promise<void> {
  while (!holds() && child.exitCode === null && child.signalCode === null) await setTimeout(2);
}

/** Starts a trace and sends a signal as soon as the part that begins with this rollout is there. */
async function stopAfter(rollout: number, signal: NodeJS.Signals, args: readonly string[], out: string) {
  const started = startCli(args);
  const part = path(out, "parts", `rollouts-${String(rollout).padStart(8, "0")}.parquet`);
  await waitFor(started, () => existsSync(part));
  started.child.kill(signal);
  return started.result;
}

async function difference(out: string): Promise<string | undefined> {
  const [undisturbed, resumed] = await Promise.all(["undisturbed", out].map((name) => openRun(openFolder(path(name)))));
  if (undisturbed === undefined || resumed === undefined) throw new Error("no run");
  const found = await firstDifference(undisturbed, resumed);
  await undisturbed.close();
  await resumed.close();
  return found;
}

describe("Ctrl-C", () => {
  it("leaves a run that can be resumed, says so, and the resumed run equals an undisturbed one", async () => {
    const { code, stdout, stderr } = await stopAfter(2, "SIGINT", trace("cut"), "cut");
    expect(code).toBe(130);
    expect(stdout).toBe("");
    const [, said] =
      /^interrupted after (\d+) of 12 rollouts: the same command with --resume goes on\n$/m.exec(stderr) ?? [];
    expect(Number(said)).toBeGreaterThan(0);
    expect(Number(said)).toBeLessThan(ROLLOUTS);

    const [, kept] = /^cut: (\d+) of 12 rollouts so far\n/.exec(await succeed(["inspect", path("cut")])) ?? [];
    // The batch that was just being written may be whole, too.
    expect([Number(said), Number(said) + 2]).toContain(Number(kept));
    const partly = await runCli(["export", path("cut"), "--format", "jsonl"]);
    expect(partly.stderr).toBe(`note: ${path("cut")} is not complete: ${kept} of 12 rollouts\n`);
    const undisturbed = await exportedText(path("undisturbed"));
    expect(undisturbed.startsWith(partly.stdout)).toBe(true);

    expect(await succeed(trace("cut", "--resume"))).toMatch(/cut: 12 rollouts/);
    expect(await difference("cut")).toBeUndefined();
    expect((await exportedText(path("cut"))) === undisturbed).toBe(true);
    expect(await list("cut")).toEqual(FILES);
  });

  it.each(["cpu", "wasm", "reference"])(
    "before the first batch is done leaves nothing, at once, on %s",
    async (engine) => {
      const args = trace("early", "--batch", "12", "--steps", "100000", "--engine", engine);
      const started = startCli(args);
      let begun = false;
      started.child.stderr?.on("data", () => {
        begun = true;
      });
      await waitFor(started, () => begun);
      const sent = performance.now();
      started.child.kill("SIGINT");
      const { code, stderr } = await started.result;
      expect(performance.now() - sent).toBeLessThan(2_000);
      expect(code).toBe(130);
      expect(stderr).toMatch(/\ninterrupted before the first batch was done: nothing was written\n$/);
      expect(existsSync(path("early"))).toBe(false);
    },
  );

  it("while states are kept says that there is something to resume", async () => {
    const args = trace("states", "--batch", "12", "--steps", "100000", "--states", "h");
    const started = startCli(args);
    await waitFor(started, () => existsSync(path("states/states")));
    started.child.kill("SIGINT");
    const { code, stderr } = await started.result;
    expect(code).toBe(130);
    expect(stderr).toMatch(/\ninterrupted after 0 of 12 rollouts: the same command with --resume goes on\n$/);
  });
});

describe("a kill", () => {
  it("leaves a run that can be resumed, even twice", async () => {
    const killed = await stopAfter(0, "SIGKILL", trace("killed"), "killed");
    expect(killed.signal).toBe("SIGKILL");
    const again = await stopAfter(6, "SIGKILL", trace("killed", "--resume"), "killed");
    expect(again.signal).toBe("SIGKILL");
    await succeed(trace("killed", "--resume"));
    expect(await difference("killed")).toBeUndefined();
    expect(await list("killed")).toEqual(FILES);
  });
});

describe("--resume", () => {
  it("of a complete run says that there is nothing to do", async () => {
    expect(await runCli(trace("undisturbed", "--resume"))).toEqual({
      code: 0,
      signal: null,
      stdout: "",
      stderr: `${path("undisturbed")} is complete: nothing to resume\n`,
    });
  });

  it("of nothing begins", async () => {
    await succeed(trace("fresh", "--resume", "--steps", "1"));
    expect(await list("fresh")).toEqual(FILES);
  });

  it("with another option names it, and touches nothing", async () => {
    const { signal } = await stopAfter(0, "SIGKILL", trace("other"), "other");
    expect(signal).toBe("SIGKILL");
    const before = await list("other", "parts");
    for (const [more, named] of [
      [["--steps", "41"], "option steps is 41 (expected 40, as the run began"],
      [["--batch", "3"], "option batch is 3 (expected 2, as the run began"],
      [["--seed", "1"], "seed is 1 (expected 0, as the run began"],
      [["--engine", "reference"], 'engine is "reference'],
      [["--intervene", "noise@2:target=z_L,sigma=1"], "interventions[1] is"],
      [["--limit", "3"], "option limit is 3 (expected null, as the run began"],
      [["--puzzle-identifier", "2"], "option puzzles_sha256 is"],
    ] as const) {
      const { code, stderr } = await runCli(trace("other", "--resume", ...more));
      expect(code).toBe(2);
      expect(stderr).toMatch(/^invalid resume: [^\n]+\n$/);
      expect(stderr).toContain(named);
    }
    expect(await list("other", "parts")).toEqual(before);
  });
});

describe("an export to a file", () => {
  it("that is interrupted leaves no file", async () => {
    const started = startCli(["export", path("undisturbed"), "--format", "jsonl", "-o", path("half.jsonl")]);
    await waitFor(started, () => existsSync(path("half.jsonl")));
    started.child.kill("SIGINT");
    const { code, stderr } = await started.result;
    expect([code, stderr]).toEqual([130, "interrupted: nothing was written\n"]);
    expect((await list()).filter((name) => name.includes("half"))).toEqual([]);
  });
});
