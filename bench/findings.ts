/**
 * @file What the shipped models do when they fail: `npm run models:findings -- [NAME…] [--test N] [--bands B,…] [--steps N] [--unroll N] [--lyapunov N]`,
 * whose numbers stand in docs/findings.md.
 *
 * For each model: its held-out puzzles undisturbed, and kicked at supervision step 5 (the post's experiment); the failures, or those
 * among the first puzzles, unrolled to step 128; the leading Lyapunov exponents of the first rollouts. Traces are kept in `runs/held-out/NAME`.
 */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { fixpoint, heldOutRun, modelNames, traceTo } from "./held-out/run.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    test: { type: "string" },
    bands: { type: "string" },
    steps: { type: "string", default: "128" },
    unroll: { type: "string" },
    lyapunov: { type: "string", default: "100" },
    models: { type: "string", default: "models" },
  },
});

for (const name of modelNames(values.models, positionals)) {
  const { data, checkpoint, folder, run } = await heldOutRun(values.models, name, values);
  const [kicked, longer] = [join(folder, "kicked"), join(folder, `failures-${values.steps}`)];
  await traceTo(kicked, [data.path, "--checkpoint", checkpoint, "--intervene", "noise@5:target=z_L,sigma=1"]);
  const failures = ["--failures-of", run, ...(values.unroll === undefined ? [] : ["--limit", values.unroll])];
  await traceTo(longer, [data.path, "--checkpoint", checkpoint, ...failures, "--steps", values.steps]);
  console.log(`\n# ${name}\n\n## Undisturbed, and kicked at step 5\n`);
  fixpoint(["analyze", run, kicked]);
  console.log(`\n## Its failures, unrolled to supervision step ${values.steps}\n`);
  fixpoint(["analyze", longer]);
  console.log(`\n## The two leading Lyapunov exponents of the first ${values.lyapunov} rollouts\n`);
  fixpoint(["analyze", run, "--no-write", "--lyapunov", "2", "--checkpoint", checkpoint, "--limit", values.lyapunov]);
}
