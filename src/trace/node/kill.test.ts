import { fork } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compiled } from "../../../test/compiled.ts";
import { KILLED_RUN, type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import { firstDifference } from "../compare.ts";

/** Runs that are killed, twice each. `KILLS=50 npx vitest run kill` tries harder. */
const KILLS = Number(process.env["KILLS"] ?? 4);
const NEVER = 60_000;

let temporary: Scratch;
let program: string;
beforeAll(async () => {
  temporary = await scratch();
  program = await compiled(temporary.path("compiled"), "test/write-made-up-run.ts");
  await writeMadeUpRun(temporary.path("undisturbed"), KILLED_RUN);
});
afterAll(() => temporary.remove());

interface Attempt {
  /** It ended by itself. */
  readonly done: boolean;
  /** From when it began to write to its end. */
  readonly milliseconds: number;
}

/** Starts the program and kills it `delay` milliseconds after it began to write. */
async function writeAndKill(name: string, delay: number): Promise<Attempt> {
  const child = fork(program, [temporary.path(name)], { stdio: "inherit" });
  const ended = once(child, "exit");
  await once(child, "message");
  const start = performance.now();
  await Promise.race([setTimeout(delay), ended]);
  child.kill("SIGKILL");
  const [code] = await ended;
  return { done: code === 0, milliseconds: performance.now() - start };
}

/** The files in `states/`, by name. */
async function stateBytes(name: string): Promise<Record<string, string>> {
  const folder = join(temporary.path(name), "states");
  const names = (await readdir(folder)).sort();
  const entries = names.map(async (file) => [file, await readFile(join(folder, file), "base64")]);
  return Object.fromEntries(await Promise.all(entries));
}

describe("a run that is killed", () => {
  it("equals an undisturbed one once it is resumed", async () => {
    const whole = (await writeAndKill("warm", NEVER)).milliseconds;
    let killed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const name = `killed ${kill}`;
      // Spread over the time it takes, and once more on the way through what is left.
      const first = await writeAndKill(name, (whole * (kill + 0.5)) / KILLS);
      const second = await writeAndKill(name, (whole * (KILLS - kill)) / (2 * KILLS));
      for (const { done } of [first, second]) if (!done) killed++;
      expect((await writeAndKill(name, NEVER)).done).toBe(true);
      const [undisturbed, resumed] = [await temporary.open("undisturbed"), await temporary.open(name)];
      expect(await firstDifference(undisturbed, resumed), name).toBeUndefined();
      expect(await stateBytes(name), name).toEqual(await stateBytes("undisturbed"));
      expect((await readdir(temporary.path(name))).sort(), name).toEqual([
        "rollouts.parquet",
        "run.json",
        "states",
        "steps.parquet",
        "tasks.json",
      ]);
    }
    expect(killed).toBeGreaterThan(0);
  });
});
