import { existsSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MADE_UP, madeUpEvents, madeUpRows, madeUpState } from "../../../test/made-up-rollout.ts";
import { type MadeUpRun, type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import { FixpointError } from "../../errors.ts";
import { firstDifference } from "../compare.ts";
import { type RecordedRollout, record } from "../recorder.ts";
import { type RunFiles, runFiles } from "./run-files.ts";

/** Small: 7 rollouts of 3 supervision steps on a 6×6 canvas. */
const SMALL: MadeUpRun = { rollouts: 7, batch: 3, side: 6, shape: { steps: 3, settlesAt: 2 } };

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  await writeMadeUpRun(temporary.path("undisturbed"), SMALL);
});
afterAll(() => temporary.remove());

async function differenceFromUndisturbed(name: string): Promise<string | undefined> {
  return firstDifference(await temporary.open("undisturbed"), await temporary.open(name));
}

describe("a run directory", () => {
  it("holds what the design says, and no parts", async () => {
    expect((await readdir(temporary.path("undisturbed"))).sort()).toEqual([
      "rollouts.parquet",
      "run.json",
      "steps.parquet",
      "tasks.json",
    ]);
    const { info } = await temporary.open("undisturbed");
    expect(info).toMatchObject({ status: "complete", rollouts: 7, seed: 7, finished: "2026-01-02T00:00:00.000Z" });
  });

  it("gives back the rows that were recorded", async () => {
    const rows = madeUpRows(0, 7, 6);
    const schedule = { hCycles: 3, lCycles: 4, states: ["z_H", "z_L"] as const };
    const options = { rows, firstRollout: 0, schedule, haltRule: "q_halt > 0", seed: 7, intervention: "" } as const;
    const recorded: RecordedRollout[] = [];
    for await (const one of record(madeUpEvents(rows, { ...MADE_UP, ...SMALL.shape }), options)) recorded.push(one);

    const run = await temporary.open("undisturbed");
    expect(await run.rollouts()).toEqual(recorded.map(({ rollout }) => rollout));
    for (const { rollout, steps } of recorded) expect(await run.steps(rollout.rollout)).toEqual(steps);
    const all = [];
    for await (const steps of run.allSteps()) all.push(steps);
    expect(all).toEqual(recorded.map(({ steps }) => steps));
  });

  it("is the same whatever the batch", async () => {
    for (const batch of [1, 7]) {
      await writeMadeUpRun(temporary.path(`batch ${batch}`), { ...SMALL, batch });
      expect(await differenceFromUndisturbed(`batch ${batch}`)).toBeUndefined();
    }
  });

  it("is not there before the first batch, and not after a failure before it", async () => {
    const beforeBatch = () => {
      expect(existsSync(temporary.path("early"))).toBe(false);
      throw new Error("no engine");
    };
    await expect(writeMadeUpRun(temporary.path("early"), { ...SMALL, beforeBatch })).rejects.toThrow("no engine");
    expect(existsSync(temporary.path("early"))).toBe(false);
  });

  it("is an error where something is there already", async () => {
    const there = temporary.path("undisturbed");
    await expect(writeMadeUpRun(there, SMALL)).rejects.toThrow(
      `invalid output: ${there} exists (expected a new directory, or --resume)`,
    );
  });

  it("is refused to be resumed where it is something else", async () => {
    await mkdir(temporary.path("other"));
    await writeFile(join(temporary.path("other"), "tasks.json"), "{}");
    await expect(writeMadeUpRun(temporary.path("other"), { ...SMALL, resume: true })).rejects.toThrow(
      "holds no run.json (expected a run to resume)",
    );
    expect(await readdir(temporary.path("other"))).toEqual(["tasks.json"]);
  });
});

/** The files of the writer; operation number `at` throws, before or after it is done. */
function failing(at: number, when: "before" | "after"): { files: RunFiles; operations: () => number } {
  let operations = 0;
  async function attempt<T>(body: () => Promise<T>): Promise<T> {
    const fails = operations++ === at;
    if (fails && when === "before") throw new FixpointError("cannot write: no space left on the device");
    const result = await body();
    if (fails) throw new FixpointError("cannot write: no space left on the device");
    return result;
  }
  const files: RunFiles = {
    list: runFiles.list,
    makeFolder: (path) => attempt(() => runFiles.makeFolder(path)),
    write: (path, chunks) => attempt(() => runFiles.write(path, chunks)),
    remove: (path) => attempt(() => runFiles.remove(path)),
  };
  return { files, operations: () => operations };
}

describe("a run that was interrupted", () => {
  it("equals an undisturbed one once resumed, whichever operation failed", async () => {
    const { files, operations } = failing(Number.POSITIVE_INFINITY, "before");
    await writeMadeUpRun(temporary.path("counted"), { ...SMALL, files });
    // Directory, run.json, tasks.json and parts; two files for each of three batches; two merged, run.json, the parts' end.
    expect(operations()).toBe(14);
    for (let at = 0; at < operations(); at++) {
      for (const when of ["before", "after"] as const) {
        const name = `failed ${when} ${at}`;
        const broken = writeMadeUpRun(temporary.path(name), { ...SMALL, files: failing(at, when).files });
        await expect(broken).rejects.toThrow("no space left");
        // What a kill between making the directory and its first file leaves is empty.
        const empty = at === 0 && when === "after";
        if (at < 4 && !empty) expect(existsSync(temporary.path(name)), `${name} leaves something`).toBe(false);
        await writeMadeUpRun(temporary.path(name), { ...SMALL, batch: 2, resume: true });
        expect(await differenceFromUndisturbed(name), name).toBeUndefined();
        expect((await readdir(temporary.path(name))).sort()).toEqual([
          "rollouts.parquet",
          "run.json",
          "steps.parquet",
          "tasks.json",
        ]);
      }
    }
  });

  it("goes on after the last batch that was whole", async () => {
    const beforeBatch = (rollout: number) => {
      if (rollout === 6) throw new Error("killed");
    };
    await expect(writeMadeUpRun(temporary.path("cut"), { ...SMALL, beforeBatch })).rejects.toThrow("killed");
    expect(await writeMadeUpRun(temporary.path("cut"), { ...SMALL, resume: true })).toBe(6);
  });

  it("loses its half-written files when it is resumed, and nothing else", async () => {
    const beforeBatch = (rollout: number) => {
      if (rollout === 3) throw new Error("killed");
    };
    const directory = temporary.path("tidied");
    await expect(writeMadeUpRun(directory, { ...SMALL, beforeBatch })).rejects.toThrow("killed");
    const strays = ["parts/.steps-00000003.parquet.x.tmp", "parts/steps-00000003.parquet", ".run.json.y.tmp"];
    for (const stray of [...strays, "notes.txt"]) await writeFile(join(directory, stray), "half");
    const resumed = (rollout: number) => {
      if (rollout > 3) return;
      for (const stray of strays) expect(existsSync(join(directory, stray)), stray).toBe(false);
      expect(existsSync(join(directory, "notes.txt"))).toBe(true);
    };
    expect(await writeMadeUpRun(directory, { ...SMALL, resume: true, beforeBatch: resumed })).toBe(3);
    expect(await differenceFromUndisturbed("tidied")).toBeUndefined();
  });

  it("is whole again after a kill before its tasks were written", async () => {
    const directory = temporary.path("no tasks");
    const { files } = failing(2, "before");
    const killed: RunFiles = { ...files, remove: async () => {} };
    await expect(writeMadeUpRun(directory, { ...SMALL, files: killed })).rejects.toThrow("no space left");
    expect(await readdir(directory)).toEqual(["run.json"]);
    expect(await writeMadeUpRun(directory, { ...SMALL, resume: true })).toBe(0);
    expect(await differenceFromUndisturbed("no tasks")).toBeUndefined();
    expect((await (await temporary.open("no tasks")).tasks()).size).toBe(7);
  });

  it("resumes to nothing when it is complete", async () => {
    const before = await readdir(temporary.path("undisturbed"));
    const beforeBatch = () => {
      throw new Error("something was done again");
    };
    const resumed = { ...SMALL, resume: true, beforeBatch };
    expect(await writeMadeUpRun(temporary.path("undisturbed"), resumed)).toBe(7);
    expect(await readdir(temporary.path("undisturbed"))).toEqual(before);
  });

  it("is begun where there is nothing to resume", async () => {
    expect(await writeMadeUpRun(temporary.path("fresh"), { ...SMALL, resume: true })).toBe(0);
    expect(await differenceFromUndisturbed("fresh")).toBeUndefined();
  });

  it("is refused with other options, of which the first is named", async () => {
    const directory = temporary.path("undisturbed");
    const refusal = async (header: NonNullable<MadeUpRun["header"]>) => {
      const error = await writeMadeUpRun(directory, { ...SMALL, resume: true, header }).catch((e: unknown) => e);
      expect(error).toMatchObject({ exitCode: 2 });
      return String(error).replace(directory, "RUN");
    };
    expect(await refusal({ options: { steps: 8 }, seed: 8 })).toBe(
      "FixpointError: invalid resume: option steps is 8 (expected 16, as the run began, in RUN/run.json)",
    );
    expect(await refusal({ seed: 8, engine: "wasm" })).toContain("seed is 8 (expected 7, as the run began");
    expect(await refusal({ interventions: ["noise@5"] })).toContain('interventions[0] is "noise@5" (expected nothing');
    expect(await refusal({ model: { architecture: "trm", file: "step_2", sha256: "1" } })).toContain("model.sha256");
    expect(await refusal({ rollouts: 6 })).toContain("rollouts is 6 (expected 7");
    const otherTasks = writeMadeUpRun(directory, { ...SMALL, side: 5, resume: true });
    await expect(otherTasks).rejects.toThrow("invalid resume: task made-up-0 is another");
  });

  it("takes the same weights under another name, and another version of the package", async () => {
    const model = { architecture: "trm", file: "moved", sha256: "0".repeat(64) };
    const header = { model, fixpointVersion: "0.0.1", started: "2027-01-01T00:00:00.000Z" };
    expect(await writeMadeUpRun(temporary.path("undisturbed"), { ...SMALL, resume: true, header })).toBe(7);
  });
});

describe("the states of a run", () => {
  it("lie in a file per rollout, each at its address", async () => {
    const shape = { ...MADE_UP, ...SMALL.shape };
    await writeMadeUpRun(temporary.path("states"), { ...SMALL, states: "all" });
    const run = await temporary.open("states");
    const states = await run.states(4);
    expect([...(states?.shapes ?? [])]).toEqual([
      ["z_H", [3, 3, 2]],
      ["z_L", [3, 3, 4, 3, 2]],
    ]);
    const [row] = madeUpRows(4, 1, 6);
    if (row === undefined || states === undefined) throw new Error("no states");
    const answer = { supervisionStep: 2, hStep: 3, lStep: 4, kind: "answer" } as const;
    expect(await states.read("z_H", 1)).toEqual(madeUpState(row, "z_H", answer, shape));
    const probe = { supervisionStep: 3, hStep: 2, lStep: 1, kind: "probe" } as const;
    expect(await states.read("z_L", (2 * 3 + 1) * 4)).toEqual(madeUpState(row, "z_L", probe, shape));
    await expect(states.read("z_L", 36)).rejects.toThrow("invalid index of z_L: 36 (expected 0 to 35");
  });

  it("are whole after a resume", async () => {
    const beforeBatch = (rollout: number) => {
      if (rollout === 3) throw new Error("killed");
    };
    const run = { ...SMALL, states: "h" } as const;
    await expect(writeMadeUpRun(temporary.path("cut states"), { ...run, beforeBatch })).rejects.toThrow("killed");
    await writeMadeUpRun(temporary.path("cut states"), { ...run, resume: true });
    const names = await readdir(join(temporary.path("cut states"), "states"));
    expect(names.sort()).toEqual(Array.from({ length: 7 }, (_, n) => `0000000${n}.safetensors`));
  });

  it("are not there where none were asked for", async () => {
    expect(await (await temporary.open("undisturbed")).states(0)).toBeUndefined();
  });
});
