import { mkdir, stat } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { exportedText } from "./exported.ts";
import { runCli } from "./run-cli.ts";
import { writeSparseCheckpoint } from "./sparse-checkpoint.ts";
import { workspace } from "./workspace.ts";

/** As published for ARC-AGI-2. */
const ROWS = 876_406;
/** Measurements of each, in turn, so that what else the machine does falls on all alike. */
const REPEATS = 3;

/** Told to Node before the program: how much memory was resident at most, in kB. */
const REPORT_MEMORY =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("peak "+process.resourceUsage().maxRSS+"\\n"))';

const { path, write } = workspace();

interface Cost {
  /** MB, resident at most. */
  readonly memory: number;
  readonly seconds: number;
}

async function trace(checkpoint: string, run: string, identifier: number): Promise<Cost> {
  const began = performance.now();
  const what = ["trace", path("task.json"), "--checkpoint", checkpoint, "--steps", "1", "--threads", "1"];
  const { code, stderr } = await runCli([...what, "--puzzle-identifier", String(identifier), "--out", run], {
    node: ["--import", REPORT_MEMORY],
  });
  if (code !== 0) throw new Error(stderr);
  const memory = Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1024;
  return { memory, seconds: (performance.now() - began) / 1000 };
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

describe("a checkpoint with a puzzle embedding of 1.8 GB", () => {
  it.each(["safetensors", "pt"])(
    "as %s costs one puzzle under 120 MB and under a second more than one row does, and gives it its row",
    async (form) => {
      const one = { rows: 1, costs: [] as Cost[], text: "" };
      const all = { rows: ROWS, costs: [] as Cost[], text: "" };
      const tables = [one, all];
      await write("task.json", { train: [], test: [{ input: [[1, 2]] }] });
      const checkpoint = (rows: number) => path(`${form} ${rows}`, `model.${form}`);
      for (const { rows } of tables) {
        await mkdir(path(`${form} ${rows}`));
        await writeSparseCheckpoint(checkpoint(rows), rows);
      }
      expect((await stat(checkpoint(ROWS))).size).toBeGreaterThan(1.79e9);

      for (let repeat = 0; repeat < REPEATS; repeat++) {
        for (const table of tables) {
          const run = path(`${form} ${table.rows} run ${repeat}`);
          table.costs.push(await trace(checkpoint(table.rows), run, table.rows - 1));
          if (repeat === 0) table.text = await exportedText(run);
        }
      }
      // The last row is the same in both, and no other is like it.
      expect(all.text === one.text).toBe(true);
      const more = (of: keyof Cost): number =>
        median(all.costs.map((cost) => cost[of])) - median(one.costs.map((cost) => cost[of]));
      expect(more("memory")).toBeLessThan(120);
      expect(more("seconds")).toBeLessThan(1);

      await trace(checkpoint(ROWS), path(`${form} first`), 0);
      expect((await exportedText(path(`${form} first`))) === all.text).toBe(false);
    },
  );
});
