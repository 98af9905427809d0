/**
 * @file Traces of a shipped model on its held-out puzzles, made with the command that everybody has and kept in `runs/held-out`: what
 * is there already is taken as it is, and an interrupted run goes on.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openFolder } from "../../src/platform/node/folder.ts";
import { readInfo } from "../../src/trace/run-reader.ts";
import { type HeldOutData, heldOutData, type Otherwise } from "./data.ts";

const COMMAND = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface HeldOut {
  readonly data: HeldOutData;
  readonly checkpoint: string;
  /** The folder of the model's runs, and the undisturbed run in it. */
  readonly folder: string;
  readonly run: string;
}

/** The models that were asked for, or all that have a recipe. */
export function modelNames(models: string, asked: readonly string[]): readonly string[] {
  return asked.length > 0 ? asked : readdirSync(models).filter((name) => existsSync(join(models, name, "recipe.yaml")));
}

export async function heldOutRun(models: string, name: string, otherwise: Otherwise): Promise<HeldOut> {
  const folder = join("runs/held-out", [name, otherwise.bands].filter(Boolean).join("-"));
  const checkpoint = join(models, name, "model.safetensors");
  const data = await heldOutData(join(models, name, "recipe.yaml"), join(folder, "data"), otherwise);
  const run = join(folder, "run");
  await traceTo(run, [data.path, "--checkpoint", checkpoint]);
  return { data, checkpoint, folder, run };
}

/** Ends the process where the command fails. */
export async function traceTo(out: string, argv: readonly string[]): Promise<void> {
  const begun = existsSync(out);
  if (begun && (await readInfo(openFolder(out))).status === "complete") return;
  fixpoint(["trace", ...argv, "--out", out, ...(begun ? ["--resume"] : [])]);
}

export function fixpoint(argv: readonly string[]): void {
  const { status } = spawnSync(process.execPath, [COMMAND, ...argv], { stdio: ["ignore", "inherit", "inherit"] });
  if (status !== 0) process.exit(status ?? 1);
}
