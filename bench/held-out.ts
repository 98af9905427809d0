/**
 * @file How the shipped models do on puzzles that they were not trained on: `npm run models:held-out -- [NAME…] [--test N]`.
 *
 * Makes the held-out puzzles of each model's recipe, traces the model on them with the command that everybody has, and prints a
 * table: solved per band of sudoku or per concept, and what the halting head knew. Data and runs stay in `runs/held-out`; what is
 * there already is taken as it is, and an interrupted run goes on.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openFolder } from "../src/platform/node/folder.ts";
import { openRun, readInfo } from "../src/trace/run-reader.ts";
import { heldOutData } from "./held-out/data.ts";
import { report } from "./held-out/report.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { test: { type: "string" }, models: { type: "string", default: "models" } },
});
const command = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const names =
  positionals.length > 0
    ? positionals
    : readdirSync(values.models).filter((name) => existsSync(join(values.models, name, "recipe.yaml")));

for (const name of names) {
  const model = join(values.models, name);
  const folder = join("runs/held-out", name);
  const data = await heldOutData(join(model, "recipe.yaml"), join(folder, "data"), values.test);
  const run = join(folder, "run");
  if (!(await isComplete(run))) {
    const argv = ["trace", data.path, "--checkpoint", join(model, "model.safetensors"), "--out", run];
    if (existsSync(run)) argv.push("--resume");
    const { status } = spawnSync(process.execPath, [command, ...argv], { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0) process.exit(status ?? 1);
  }
  const opened = await openRun(openFolder(run));
  try {
    console.log(`\n## ${name}\n`);
    for (const line of report(await opened.rollouts(), data.groupOf)) console.log(line);
  } finally {
    await opened.close();
  }
}

async function isComplete(path: string): Promise<boolean> {
  return existsSync(path) && (await readInfo(openFolder(path))).status === "complete";
}
