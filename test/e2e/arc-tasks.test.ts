import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { describeShared, shared } from "../shared.ts";
import { ARC } from "./checkpoint-folder.ts";
import { exportedEvents } from "./exported.ts";
import { columns, rollouts, taskTraces } from "./task-traces.ts";

type Grid = readonly (readonly number[])[];
type Tasks = Readonly<Record<string, { readonly test: readonly { readonly input: Grid }[] }>>;

const { trace } = taskTraces(ARC);

/** The canvas of a grid, as golden/README.md describes it: colours from 2, end markers (1) one row and one column on. */
function canvas(grid: Grid): Uint8Array {
  const tokens = new Uint8Array(900);
  const [height, width] = [grid.length, grid[0]?.length ?? 0];
  const set = (row: number, column: number, token: number) => {
    if (row < 30 && column < 30) tokens[row * 30 + column] = token;
  };
  grid.forEach((cells, row) => {
    cells.forEach((colour, column) => {
      set(row, column, colour + 2);
    });
    set(row, width, 1);
  });
  for (let column = 0; column < width; column++) set(height, column, 1);
  return tokens;
}

function gunzipped(name: string): string {
  return gunzipSync(readFileSync(shared(`golden/arc/${name}`))).toString();
}

describeShared("a trace of real ARC evaluation tasks", () => {
  const file = "arc-agi_evaluation_challenges.json.gz";

  it("reads a gzipped challenges file with the solutions beside it, 20 test inputs of it", async () => {
    const traced = await trace(shared(`golden/arc/${file}`), "--limit", "20");
    const text = gunzipped(file);
    const tasks: Tasks = JSON.parse(text);
    const solutions: Readonly<Record<string, Grid[]>> = JSON.parse(gunzipped(file.replace("challenges", "solutions")));
    // In the order of the file: an object would move ids that look like numbers to the front.
    const ids = Array.from(text.matchAll(/"([0-9a-f]{8})":/g), (match) => match[1] ?? "");
    const inputs = ids.flatMap((id) => (tasks[id]?.test ?? []).map(({ input }, index) => ({ id, index, input })));
    const expected = inputs.slice(0, 20);
    const rows = await columns(traced, "task", "test_index", "input_tokens", "target_tokens");
    expect(rows.map(([task, index]) => [task, index])).toEqual(expected.map(({ id, index }) => [id, index]));
    rows.forEach(([, , input, target], row) => {
      const { id, index, input: grid } = expected[row] as (typeof expected)[number];
      expect(new Uint8Array(input as Uint8Array)).toEqual(canvas(grid));
      // Only cells with a label count: the padding has none.
      const labels = canvas(solutions[id]?.[index] ?? []).map((token) => (token === 0 ? 255 : token));
      expect(new Uint8Array(target as Uint8Array)).toEqual(labels);
    });
    expect(traced.stdout).toMatch(/: 20 rollouts, \d+ of 20 solved, (< )?\d+ s\n$/);
    const events = await exportedEvents(traced.run);
    expect(events).toHaveLength(20 * 2 * 3);
    expect(events.every(({ tokens, cells_wrong }) => tokens.length === 900 && cells_wrong !== null)).toBe(true);
  });

  it("reads a dataset directory as upstream builds it, its test split with its own identifiers", async () => {
    const traced = await trace(shared("golden/dataset/output"), "--limit", "6");
    const identifiers: string[] = JSON.parse(await readFile(shared("golden/dataset/output/identifiers.json"), "utf8"));
    for (const [task, , augmentation, identifier] of await rollouts(traced)) {
      const name = augmentation === "" ? task : `${task}|||${augmentation}`;
      expect(identifiers[identifier as number]).toBe(name);
    }
    expect(traced.stderr).not.toContain("warning");
  });
});
