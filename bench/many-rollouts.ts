/**
 * @file `npm run bench:many [-- N]`: N small rollouts (10,000) written as a run, and what memory that took at its peak.
 */

import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeMadeUpRun } from "../test/made-up-run.ts";

const ROLLOUTS = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), "fixpoint-many-"));
try {
  const began = performance.now();
  await writeMadeUpRun(join(folder, "run"), {
    rollouts: ROLLOUTS,
    batch: 50,
    side: 6,
    shape: { steps: 3, settlesAt: 2 },
  });
  const seconds = (performance.now() - began) / 1000;
  const bytes = statSync(join(folder, "run/steps.parquet")).size;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `${ROLLOUTS} rollouts in ${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB of steps, peak ${peak.toFixed(0)} MB resident`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
