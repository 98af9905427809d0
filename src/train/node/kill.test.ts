import { fork } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { compiled } from "../../../test/compiled.ts";
import { batchesText, recipeText } from "../../../test/small-training.ts";
import { sharedTempDir } from "../../../test/temp-dir.ts";

/** Trainings that are killed, three times each. `KILLS=50 npx vitest run src/train/node/kill` tries harder. */
const KILLS = Number(process.env["KILLS"] ?? 2);
const NEVER = 60_000;
const STEPS = 60;

const folder = sharedTempDir();
let program: string;
const path = async (...names: string[]): Promise<string> => join(await folder(), ...names);

beforeAll(async () => {
  program = await compiled(await path("compiled"), "test/train-small.ts");
  await writeFile(await path("data.json"), batchesText(7));
  const recipe = recipeText({ total_steps: STEPS, checkpoint_every: 7 });
  await writeFile(await path("recipe.yaml"), recipe);
}, NEVER);

/** Trains, and kills the process `delay` milliseconds after the first step of its own. Gives how long it took from there. */
async function trainAndKill(out: string, delay: number): Promise<{ done: boolean; milliseconds: number }> {
  const child = fork(program, [await path("recipe.yaml"), await path(out)], { stdio: "inherit" });
  const ended = once(child, "exit");
  await Promise.race([once(child, "message"), ended]);
  const start = performance.now();
  await Promise.race([setTimeout(delay), ended]);
  child.kill("SIGKILL");
  const [code] = await ended;
  return { done: code === 0, milliseconds: performance.now() - start };
}

/** Checkpoints byte for byte, and the log without its times. */
async function leftBehind(out: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of await readdir(await path(out))) {
    if (name === "resume.safetensors") continue;
    const bytes = await readFile(await path(out, name));
    found[name] =
      name === "log.jsonl" ? bytes.toString().replaceAll(/,"rows_per_second".*/g, "") : bytes.toString("base64");
  }
  return found;
}

describe("a training that is killed", () => {
  it("leaves the same checkpoints and log as an undisturbed one once it is gone on with", async () => {
    const { milliseconds } = await trainAndKill("undisturbed", NEVER);
    const expected = await leftBehind("undisturbed");
    expect(expected["log.jsonl"]?.split("\n")).toHaveLength(STEPS + 1);
    let killed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const out = `killed ${kill}`;
      for (const share of [(kill + 0.5) / KILLS, (KILLS - kill) / (2 * KILLS), 0.1]) {
        if (!(await trainAndKill(out, milliseconds * share)).done) killed++;
      }
      expect((await trainAndKill(out, NEVER)).done).toBe(true);
      expect(await leftBehind(out)).toEqual(expected);
    }
    expect(killed).toBeGreaterThan(0);
  });
});
