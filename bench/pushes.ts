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
import { openRun, type Run } from "../src/trace/run-reader.ts";
import type { RolloutRecord } from "../src/trace/schema.ts";
import { heldOutRun, modelNames, traceTo } from "./held-out/run.ts";

const STEP = 5;
const SIZES = [0.1, 0.3, 1];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    test: { type: "string" },
    bands: { type: "string" },
    models: { type: "string", default: "models" },
  },
});

async function reading<T>(run: string, read: (opened: Run) => Promise<T>): Promise<T> {
  const opened = await openRun(openFolder(run));
  try {
    return await read(opened);
  } finally {
    await opened.close();
  }
}

const rolloutsOf = (run: string): Promise<readonly RolloutRecord[]> => reading(run, (opened) => opened.rollouts());

/** How many rollouts are right at some address of the supervision step that is interfered with. */
const rightAtOnce = (run: string): Promise<number> =>
  reading(run, async (opened) => {
    let right = 0;
    for await (const steps of opened.allSteps()) {
      if (steps.some(({ supervisionStep, cellsWrong }) => supervisionStep === STEP && cellsWrong === 0)) right++;
    }
    return right;
  });

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
  const traced = async (label: string, spec: string, chosen: readonly string[] = []): Promise<string> => {
    const out = join(folder, label);
    await traceTo(out, [data.path, "--checkpoint", checkpoint, ...chosen, "--intervene", spec]);
    return out;
  };
  const undisturbed = await rolloutsOf(run);
  const failures = ["--failures-of", run];
  const table = [
    ["size", "pushed to the target: right within the step", "at the end", "noise", "right ones pushed to the input"],
  ];
  for (const size of SIZES) {
    const pushed = await traced(`pushed-${size}`, `push@${STEP}:toward=target,rate=${size}`, failures);
    const disturbed = await traced(`disturbed-${size}`, `noise@${STEP}:target=both,sigma=${size}`, failures);
    const astray = await rolloutsOf(await traced(`astray-${size}`, `push@${STEP}:toward=input,rate=${size}`));
    const right = astray.filter(({ rollout }) => undisturbed[rollout]?.solved);
    const [toTarget, byNoise] = [await rolloutsOf(pushed), await rolloutsOf(disturbed)];
    table.push([`${size}`, `${await rightAtOnce(pushed)}`, solved(toTarget), solved(byNoise), solved(right)]);
  }
  console.log(`\n# ${name}: right at the last step\n`);
  for (const row of table) console.log(`| ${row.join(" | ")} |`);
}
