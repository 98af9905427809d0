/**
 * @file If the state is pushed toward the right answer, does it stay? `npm run models:pushes -- [NAME…] [--test N] [--bands B,…]`,
 * whose numbers stand in docs/findings.md.
 *
 * The failures of each shipped model on its held-out puzzles, pushed once, before supervision step 5, by a tenth, three tenths and the
 * whole of the state's size, and disturbed by noise of the same sizes; and its right answers pushed as far toward the puzzle's
 * input, which is wrong. Traces are kept in `runs/held-out/NAME`.
 */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { proportion } from "../src/analysis/statistics/proportion.ts";
import { openFolder } from "../src/platform/node/folder.ts";
import { openRun } from "../src/trace/run-reader.ts";
import type { RolloutRecord } from "../src/trace/schema.ts";
import { heldOutRun, modelNames, traceTo } from "./held-out/run.ts";

const SIZES = [0.1, 0.3, 1];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    test: { type: "string" },
    bands: { type: "string" },
    models: { type: "string", default: "models" },
  },
});

async function rolloutsOf(run: string): Promise<readonly RolloutRecord[]> {
  const opened = await openRun(openFolder(run));
  try {
    return await opened.rollouts();
  } finally {
    await opened.close();
  }
}

const solved = (rollouts: readonly RolloutRecord[]): string => {
  const { successes, trials, value, low, high } = proportion(
    rollouts.filter((one) => one.solved).length,
    rollouts.length,
  );
  const [share, from, to] = [value, low, high].map((x) => (100 * x).toFixed(1));
  return `${successes} of ${trials}, ${share} % [${from}, ${to}]`;
};

for (const name of modelNames(values.models, positionals)) {
  const { data, checkpoint, folder, run } = await heldOutRun(values.models, name, values);
  /** What came of `chosen` puzzles when they were interfered with. */
  const outcome = async (label: string, spec: string, chosen: readonly string[]) => {
    const out = join(folder, label);
    await traceTo(out, [data.path, "--checkpoint", checkpoint, ...chosen, "--intervene", spec]);
    return rolloutsOf(out);
  };
  const undisturbed = await rolloutsOf(run);
  const table = [["size", "failures pushed to the target", "disturbed by noise", "right ones pushed to the input"]];
  for (const size of SIZES) {
    const failures = ["--failures-of", run];
    const pushed = await outcome(`pushed-${size}`, `push@5:toward=target,rate=${size}`, failures);
    const disturbed = await outcome(`disturbed-${size}`, `noise@5:target=both,sigma=${size}`, failures);
    const astray = await outcome(`astray-${size}`, `push@5:toward=input,rate=${size}`, []);
    const right = astray.filter(({ rollout }) => undisturbed[rollout]?.solved);
    table.push([String(size), solved(pushed), solved(disturbed), solved(right)]);
  }
  console.log(`\n# ${name}: right at the last step\n`);
  for (const row of table) console.log(`| ${row.join(" | ")} |`);
}
