import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { ARC, TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { exportedEvents, parquetRows } from "./exported.ts";
import { runCli, succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path, write } = workspace();

beforeAll(async () => {
  await writeCheckpoint(path("arc"), ARC);
  await writeCheckpoint(path("tiny"), TINY);
  const [a, b] = [
    {
      train: [],
      test: [
        {
          input: [
            [1, 2, 3],
            [4, 5, 6],
          ],
          output: [[7, 8]],
        },
      ],
    },
    { train: [], test: [{ input: [[9, 8]] }] },
  ];
  await write("tasks.json", { a, b });
  await write("batch.json", { inputs: [Array.from({ length: 25 }, (_, n) => n % 12)] });
  const trace = (tasks: string, model: string, out: string, ...more: string[]) => {
    const files = ["trace", path(tasks), "--checkpoint", path(model, "model.safetensors"), "--out", path(out)];
    return succeed([...files, "--puzzle-identifier", "3", "--threads", "1", ...more]);
  };
  await trace("tasks.json", "arc", "run");
  await trace("batch.json", "tiny", "tokens", "--intervene", "noise@2:target=z_L,sigma=1");
  await trace("tasks.json", "tiny", "many", "--augment", "19", "--steps", "1");
});

describe("inspect of a run", () => {
  it("says in a few lines what it is and how every rollout went", async () => {
    const lines = (await succeed(["inspect", path("run")])).trimEnd().split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "run: complete",
      "model: model.safetensors (trm)",
      expect.stringMatching(/^engine: onnxruntime-node .*, cpu, 1 thread, seed 0$/),
      "solved: 0 of 1; 0 had the halting head been followed; 0 solved and then lost",
    ]);
    expect(lines[5]).toMatch(
      /^rollout {2}task {2}test {2}augmentation {2}solved +q_halt {2}halt step {2}last h_cos_dist$/,
    );
    expect(lines[6]).toMatch(/^0 +a +0 +– +no +-?\d\.\d\d +(–|\d) +\d\.\de-\d$/);
    expect(lines[7]).toMatch(/^1 +b +0 +– +unknown /);
    expect(lines).toHaveLength(8);
  });

  it("names the interventions", async () => {
    expect(await succeed(["inspect", path("tokens")])).toContain("\ninterventions: noise@2:target=z_L,sigma=1\n");
  });

  it("lists 30 rollouts, and says how many more there are", async () => {
    const text = await succeed(["inspect", path("many")]);
    expect(text).toMatch(/\n29 +b[^\n]*\n… and 10 more \(--json has all\)\n$/);
  });

  it("as JSON holds run.json, the totals, and the rows of all rollouts but for their canvases", async () => {
    const json = JSON.parse(await succeed(["inspect", path("many"), "--json"]));
    expect(json.run).toEqual(JSON.parse(await readFile(path("many/run.json"), "utf8")));
    expect(json.totals).toEqual({ judged: 20, solved: 0, solved_at_halt: 0, solved_then_lost: 0 });
    const rows = await parquetRows(path("many/rollouts.parquet"));
    const expected = rows.map(({ input_tokens, target_tokens, answer_tokens, ...row }) => ({
      ...row,
      seed: Number(row["seed"]),
    }));
    expect(json.rollouts).toEqual(expected);
  });
});

describe("inspect of a rollout", () => {
  it("draws input, target and the answer of every supervision step as digits where no terminal is", async () => {
    const lines = (await succeed(["inspect", path("run"), "--rollout", "0"])).split("\n");
    expect(lines[0]).toBe("rollout 0: a#0");
    expect(lines[2]).toMatch(/^input +target +1 q -?\d\.\d$/);
    expect(lines[3]).toMatch(/^123 +78 +\d+$/);
    expect(lines[4]).toMatch(/^456\b/);
    // Three canvases fill a line.
    expect(lines.filter((line) => /^2 q -?\d\.\d$/.test(line))).toHaveLength(1);
  });

  it("draws one event", async () => {
    const text = await succeed(["inspect", path("run"), "--rollout", "1", "--at", "2.1.2"]);
    expect(text).toMatch(/^rollout 1: b#0\n\ninput +2\.1\.2 q -?\d\.\d\n98 +\d+\n/);
  });

  it("draws tokens above 9 as letters, so that columns stay columns", async () => {
    const text = await succeed(["inspect", path("tokens"), "--rollout", "0", "--at", "1"]);
    expect(
      text
        .split("\n")
        .slice(3)
        .map((line) => line.slice(0, 5)),
    ).toEqual(["01234", "56789", "ab012", "34567", "89ab0", ""]);
  });

  it("as JSON is its row and its events, with the columns of the files", async () => {
    const json = JSON.parse(await succeed(["inspect", path("run"), "--rollout", "1", "--at", "2.1", "--json"]));
    const events = await exportedEvents(path("run"));
    const [event] = events.filter(
      ({ rollout, supervision_step: s, h_step: h, kind }) => rollout === 1 && s === 2 && h === 1 && kind === "answer",
    );
    const { task, test_index, augmentation, ...columns } = event ?? {};
    expect(json.events).toEqual([columns]);
    expect(json.rollout).toMatchObject({
      rollout: 1,
      task,
      test_index,
      augmentation,
      solved: null,
      puzzle_identifier: 3,
    });
    expect(json.rollout.input_tokens).toHaveLength(900);
  });

  it.each([
    [["--rollout", "2"], 1, "invalid rollout: 2 (expected 0 to 1, in run)\n"],
    [["--rollout", "0", "--at", "3"], 1, "invalid address: 3 (expected supervision step 1 to 2, in run)\n"],
    [["--rollout", "0", "--at", "1.3"], 2, "invalid address: 1.3 (expected H-step 1 to 2)\n"],
    [["--rollout", "0", "--at", "1.1.3"], 2, "invalid address: 1.1.3 (expected L-step 1 to 2)\n"],
    [["--rollout", "0", "--at", "0"], 2, /^invalid address: 0 \(expected S, S\.H or S\.H\.L, from 1/],
  ] as const)("%j is out of range", async (more, code, sentence) => {
    const result = await runCli(["inspect", path("run"), ...more]);
    expect(result).toMatchObject({ code, stdout: "" });
    expect(result.stderr).toMatch(sentence);
  });
});

describe("inspect of a checkpoint", () => {
  it("says what it is, with the config as it was resolved", async () => {
    const text = await succeed(["inspect", path("tiny/model.safetensors")]);
    expect(text).toMatch(
      /^model\.safetensors: trm, [\d,]+ parameters\npuzzle embedding: 10 rows of 32\nsha256: [0-9a-f]{64}\n/,
    );
    expect(text).toMatch(/^H_cycles +2$/m);
    expect(text).toMatch(/^seq_len +25$/m);
  });

  it("as JSON holds the tensors, too", async () => {
    const json = JSON.parse(await succeed(["inspect", path("tiny/model.safetensors"), "--json"]));
    expect(json).toMatchObject({
      file: "model.safetensors",
      config: { architecture: "trm", hidden_size: 32 },
      notes: [],
    });
    expect(json.tensors).toContainEqual({ name: "lm_head.weight", shape: [12, 32] });
    const run = JSON.parse(await readFile(path("tokens/run.json"), "utf8"));
    expect(json.sha256).toBe(run.model.sha256);
  });

  it("names on stderr what it had to assume", async () => {
    await write("short.json", { H_cycles: 2, L_cycles: 2 });
    const { code, stdout, stderr } = await runCli([
      ...["inspect", path("tiny/model.safetensors"), "--config", path("short.json"), "--json"],
    ]);
    expect(code).toBe(0);
    const notes: string[] = JSON.parse(stdout).notes;
    expect(notes).toContain("halt_max_steps is not stated, taking 16, as published");
    expect(stderr).toBe(notes.map((note) => `note: ${note}\n`).join(""));
  });
});
