import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { UNTRAINED, untrainedCheckpoint } from "../../src/model/demo-model.ts";
import { sharedTempDir } from "../temp-dir.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = sharedTempDir();
const task = "examples/tasks/gravity.json";

async function example(name: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await run(join(root, "node_modules/.bin/tsx"), [`examples/${name}`, ...args], { cwd: root });
  return stdout.trimEnd().split("\n");
}

let checkpoint = "";
beforeAll(async () => {
  const path = await folder();
  const { tensors, config } = untrainedCheckpoint(UNTRAINED, 2);
  checkpoint = join(path, "model.safetensors");
  await writeFile(checkpoint, Buffer.concat(tensors));
  await writeFile(join(path, "config.json"), config);
});

describe("the examples", () => {
  it("01 prints a line for every probe and answer", async () => {
    const lines = await example("01-what-if-it-stopped-now.ts", checkpoint, task);
    expect(lines).toHaveLength(2 * 3 * 5);
    expect(lines[0]).toMatch(/^1\.1\.1 {2}probe {2}\d+×\d+, halt -?\d\.\d\d, moved \d\.\d{4}$/);
    expect(lines.at(-1)).toMatch(/^2\.3 {4}answer/);
  });

  it("02 finds the same answers before the kick", async () => {
    const lines = await example("02-is-it-stubborn.ts", checkpoint, task);
    expect(lines).toHaveLength(16);
    for (const line of lines.slice(0, 4)) expect(line).toMatch(/the same answer$/);
    expect(lines[4]).toMatch(/^step 5: \d+ cells differ$/);
  });

  it("03 reads a run that the command wrote", async () => {
    const out = join(await folder(), "run");
    const trace = [
      "src/cli/main.ts",
      "trace",
      task,
      "--checkpoint",
      checkpoint,
      "--puzzle-identifier",
      "0",
      "--out",
      out,
    ];
    await run(join(root, "node_modules/.bin/tsx"), trace, { cwd: root });
    expect(await example("03-read-a-run.ts", out)).toEqual([
      expect.stringMatching(/^gravity#0: settled at \d+\.\d, halt/),
    ]);
  });
});
