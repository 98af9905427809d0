import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { batchesText, recipeText } from "../small-training.ts";
import { refusals } from "./refusal.ts";
import { runCli, startCli, succeed } from "./run-cli.ts";

const { path, write, list, expectRefusal } = refusals();
beforeAll(() => write("data.json", batchesText(4)));

const training = (recipe: string, out: string, ...more: string[]): string[] => {
  return ["train", recipe, "--out", out, "--threads", "1", ...more];
};
const log = async (out: string): Promise<string[]> =>
  (await readFile(path(out, "log.jsonl"), "utf8")).trimEnd().split("\n");

describe("fixpoint train", () => {
  it("trains, says what it came to, and leaves a checkpoint for fixpoint trace", async () => {
    await write("short.yaml", recipeText({ total_steps: 3 }));
    const { code, stdout, stderr } = await runCli(training("short.yaml", "short"), { cwd: path() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^short: 3 steps, loss \d\S*(, accuracy \S+ %, exact \S+ %)?, (< )?\d+ s\n$/);
    expect(stderr).toMatch(/^short\.yaml: trm, attention, width 8, 3 steps of 3 rows on onnxruntime-node/);
    expect(await list("short")).toEqual([
      "all_config.yaml",
      "config.json",
      "log.jsonl",
      "resume.safetensors",
      "step_3.ema.safetensors",
      "step_3.safetensors",
    ]);
    expect(await log("short")).toHaveLength(3);
    await write("batch.json", { inputs: [[1, 2, 3, 4]], puzzle_identifiers: [2] });
    const trace = ["trace", "batch.json", "--checkpoint", join("short", "step_3.safetensors"), "--out", "run"];
    await succeed([...trace, "--threads", "1"], { cwd: path() });
    expect(await list("run")).toContain("steps.parquet");
  });

  it("that is interrupted is gone on with where it was, and not begun again", async () => {
    const values = { total_steps: 100_000, checkpoint_every: 50_000 };
    await write("long.yaml", recipeText(values));
    const { child, result } = startCli(training("long.yaml", "long"), { cwd: path() });
    while (!(await list("long").catch((): string[] => [])).includes("log.jsonl")) await setTimeout(20);
    await setTimeout(300);
    child.kill("SIGINT");
    const { code, stderr } = await result;
    expect(code).toBe(130);
    const [, step = ""] = /interrupted after step (\d+): the same command with --resume goes on\n$/.exec(stderr) ?? [];
    expect(await log("long")).toHaveLength(Number(step));

    const until = Number(step) + 2;
    await write("long.yaml", recipeText({ ...values, stop_after: until }));
    expect(await succeed(training("long.yaml", "long", "--resume"), { cwd: path() })).toMatch(`long: ${until} steps, `);
    expect(JSON.parse((await log("long")).at(-1) ?? "")).toMatchObject({ step: until });
    const again = await runCli(training("long.yaml", "long", "--resume"), { cwd: path() });
    expect(again).toMatchObject({ code: 0, stdout: "", stderr: "long is complete: nothing to resume\n" });
  });

  it.each<[values: object, arch: object, sentence: string | RegExp]>([
    [{ learning_rate: 1 }, {}, /^invalid recipe: unknown key 'learning_rate' \(expected arch, /],
    [{ data: "nowhere" }, {}, "cannot read nowhere: no such file or directory"],
    [{ data: "empty" }, {}, "invalid data: no folder train (expected a dataset directory, in empty)"],
    [{ global_batch_size: 5 }, {}, "invalid data: 3 rows (expected global_batch_size, 5, in data.json[0])"],
    [{}, { seq_len: 9 }, "invalid arch.seq_len: 9 (expected 4, as in data.json, in wrong.yaml)"],
    [
      { load_checkpoint: "model/model.safetensors" },
      {},
      /^invalid tensor: H_init \[\d+\] \(expected \[8\], in model\.safetensors\)$/m,
    ],
  ])("with %j and arch %j says so before it starts", async (values, arch, sentence) => {
    await write("wrong.yaml", recipeText({ ...values }, { ...arch }));
    await expectRefusal(training("wrong.yaml", "out"), 1, sentence);
  });

  it("is refused where it is used wrongly", async () => {
    await write("right.yaml", recipeText());
    await expectRefusal(
      ["train", "right.yaml"],
      2,
      "required option '--out <dir>' not specified (see fixpoint train --help)",
    );
    await expectRefusal(
      training("right.yaml", "out", "--engine", "reference"),
      2,
      /^invalid engine: reference \(expected cpu, /,
    );
    await expectRefusal(
      training("right.yaml", "empty"),
      1,
      "invalid output: empty exists (expected a new directory, or --resume)",
    );
    await expectRefusal(
      training("right.yaml", "model", "--resume"),
      1,
      /^invalid output: model holds no all_config\.yaml/,
    );
    await expectRefusal(training("missing.yaml", "out"), 1, "cannot read missing.yaml: no such file or directory");
  });
});
