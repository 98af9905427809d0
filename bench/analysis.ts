/**
 * @file `npx tsx bench/analysis.ts [N [S]]`: how many rollouts a second are analysed, from the numbers alone and with their answers. A
 * run of N made-up rollouts (10,000) of S supervision steps (16) of 3 × 4 cycles on a 6×6 canvas, 240 rows each.
 */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyseRun } from "../src/analysis/analyse-run.ts";
import { openFolder } from "../src/platform/node/folder.ts";
import { openRun } from "../src/trace/run-reader.ts";
import { writeMadeUpRun } from "../test/made-up-run.ts";

const ROLLOUTS = Number(process.argv[2] ?? 10_000);
const STEPS = Number(process.argv[3] ?? 16);
const folder = mkdtempSync(join(tmpdir(), "fixpoint-analysis-"));
try {
  const path = join(folder, "run");
  await writeMadeUpRun(path, { rollouts: ROLLOUTS, batch: 50, side: 6, shape: { steps: STEPS, settlesAt: 5 } });
  for (const tokens of [false, true]) {
    const run = await openRun(openFolder(path));
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    let rollouts = 0;
    for await (const _ of analyseRun(run, { tokens })) rollouts++;
    const seconds = (performance.now() - began) / 1000;
    const used = process.cpuUsage(cpu);
    const cpuSeconds = (used.user + used.system) / 1e6;
    await run.close();
    console.log(
      `${tokens ? "with answers" : "numbers alone"}: ${rollouts} rollouts in ${seconds.toFixed(1)} s, ` +
        `${(rollouts / seconds).toFixed(0)} a second (${(rollouts / cpuSeconds).toFixed(0)} per second of processor time), ` +
        `peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
