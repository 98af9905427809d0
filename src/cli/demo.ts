/**
 * @file `fixpoint demo`, which `npm start` runs: a shipped model thinks about puzzles that it was not trained on, undisturbed and then
 * kicked, each command shown as a person would type it; the explorer opens on what came of it.
 */

import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { FixpointError } from "../errors.ts";
import { openRunPath } from "./open-run.ts";
import { wholeNumber } from "./options.ts";
import { say } from "./output.ts";
import { checkNewDirectory } from "./output-path.ts";

const MODEL = fileURLToPath(new URL("../../models/concepts/", import.meta.url));
const PUZZLES_EACH = 2;

interface DemoOptions {
  readonly out?: string;
  readonly puzzles: number;
  readonly view: boolean;
  readonly open: boolean;
}

type Run = (argv: readonly string[]) => Promise<number>;

/** `run` carries out one command of the program and gives its exit code. */
export function addDemoCommand(program: Command, run: Run): void {
  program
    .command("demo")
    .description("watch a shipped model think about examples that it was not trained on, undisturbed and kicked")
    .option("--out <dir>", "where to put its files (default: runs/demo, or the next free number)")
    .option("--puzzles <n>", "of each concept and composition", wholeNumber("puzzles", 1, 1000), PUZZLES_EACH)
    .option("--no-view", "do not open the explorer on them")
    .option("--no-open", "print the explorer's address, and open no browser")
    .action(async ({ out, ...options }: DemoOptions) => {
      process.exitCode = await demo(out ?? freeDirectory("runs/demo"), options, run);
    });
}

async function demo(out: string, { puzzles: count, view, open }: Omit<DemoOptions, "out">, run: Run): Promise<number> {
  await checkNewDirectory(out, { expected: "a new directory" });
  if (!existsSync(MODEL)) throw new FixpointError(`no shipped model at ${MODEL}`);
  const puzzles = join(out, "puzzles");
  const [calm, kicked] = [join(out, "undisturbed"), join(out, "kicked")];
  const model = relative(".", MODEL);
  // All that the explorer can show: probabilities of every cell, and the states behind its latent trajectory.
  const kept = ["--probabilities", "--states", "h"];
  const trace = ["trace", puzzles, "--checkpoint", join(model, "model.safetensors"), ...kept];
  async function shown(...argv: string[]): Promise<void> {
    say(`\n$ fixpoint ${argv.map(quoted).join(" ")}`);
    const code = await run(argv);
    if (code !== 0) throw new Stopped(code);
  }
  try {
    await shown("data", "recipe", join(model, "recipe.yaml"), "--held-out", String(count), "--out", puzzles);
    await shown(...trace, "--out", calm);
    await shown(...trace, "--out", kicked, "--intervene", "noise@5:target=z_L,sigma=1");
    await shown("analyze", calm, kicked);
    const failure = await firstFailure(calm);
    if (failure !== undefined) await shown("inspect", calm, "--rollout", String(failure));
    if (view) await shown("view", calm, kicked, ...(open ? [] : ["--no-open"]));
    else say(`\nAll of it, to look at: npx fixpoint view ${calm} ${kicked}`);
    return 0;
  } catch (error) {
    if (error instanceof Stopped) return error.code;
    throw error;
  }
}

/** A command failed, and has said why. */
class Stopped extends Error {
  constructor(readonly code: number) {
    super();
  }
}

async function firstFailure(path: string): Promise<number | undefined> {
  const run = await openRunPath(path);
  try {
    return (await run.rollouts()).find(({ solved }) => solved === false)?.rollout;
  } finally {
    await run.close();
  }
}

/** `name`, or `name-2`, `name-3`, …: whichever is not there yet. */
function freeDirectory(name: string): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/** As a shell would want it. */
const quoted = (argument: string): string => (/^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument}'`);
