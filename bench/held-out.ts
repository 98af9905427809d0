/**
 * @file How the shipped models do on puzzles that they were not trained on: `npm run models:held-out -- [NAME…] [--test N] [--bands B,…]`.
 *
 * Makes the held-out puzzles of each model's recipe, traces the model on them, and prints a table: solved per band of sudoku or per
 * concept, and what the halting head knew.
 */

import { parseArgs } from "node:util";
import { openFolder } from "../src/platform/node/folder.ts";
import { openRun } from "../src/trace/run-reader.ts";
import { report } from "./held-out/report.ts";
import { heldOutRun, modelNames } from "./held-out/run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { test: { type: "string" }, bands: { type: "string" }, models: { type: "string", default: "models" } },
});

for (const name of modelNames(values.models, positionals)) {
  const { data, run } = await heldOutRun(values.models, name, values);
  const opened = await openRun(openFolder(run));
  try {
    console.log(`\n## ${name}\n`);
    for (const line of report(await opened.rollouts(), data.groupOf)) console.log(line);
  } finally {
    await opened.close();
  }
}
