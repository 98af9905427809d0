import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeUpRun, type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import type { Folder } from "../platform/folder.ts";
import { openFolder } from "../platform/node/folder.ts";
import { exportRun } from "./export.ts";
import { keptOpen, openedEachTime } from "./file-access.ts";
import { readFooter } from "./parquet/footer.ts";
import { openRun, type Run } from "./run-reader.ts";
import { stepsTable } from "./steps-table.ts";

/**
 * 400 rollouts of 16 supervision steps on the full canvas, grids of 1×1 to 20×20. They settle: until supervision step 5 every
 * probe changes up to four cells and every number is a new one, from then on nothing changes.
 */
const SETTLED: MadeUpRun = { rollouts: 400, batch: 16, shape: { steps: 16, settlesAt: 5 } };

let temporary: Scratch;
let run: Run;
beforeAll(async () => {
  temporary = await scratch();
  await writeMadeUpRun(temporary.path("settled"), SETTLED);
  run = await temporary.open("settled");
}, 120_000);
afterAll(() => temporary.remove());

async function bytesOf(...names: readonly string[]): Promise<number> {
  const sizes = names.map(async (name) => (await stat(join(temporary.path("settled"), name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

interface Reads {
  readonly file: string;
  readonly bytes: number;
}

/** The folder, and every range that is read from it. */
function counted(folder: Folder): { readonly folder: Folder; readonly reads: Reads[] } {
  const reads: Reads[] = [];
  const counting = (source: ByteSource): ByteSource => ({
    ...source,
    read(offset, length) {
      reads.push({ file: source.name, bytes: length });
      return source.read(offset, length);
    },
  });
  const open = async (name: string) => {
    const source = await folder.open(name);
    return source && counting(source);
  };
  return { folder: { ...folder, open }, reads };
}

describe("rollouts that settle", () => {
  it("take an eighth of rollouts.jsonl, and their tokens a twentieth", async () => {
    let jsonl = 0;
    for await (const line of exportRun(run, "rollouts")) jsonl += line.length;
    const whole = await bytesOf(...(await readdir(temporary.path("settled"))));
    const { row_groups: groups } = await openedEachTime(openFolder(temporary.path("settled")), "steps.parquet").use(
      readFooter,
    );
    const tokens = groups
      .flatMap(({ columns }) => columns)
      .filter(({ meta_data }) => meta_data?.path_in_schema[0] === "tokens")
      .reduce((sum, { meta_data }) => sum + Number(meta_data?.total_compressed_size), 0);
    expect(whole).toBeLessThan(jsonl / 8);
    expect(tokens).toBeLessThan(jsonl / 20);
  });

  it("lie so that one of 400 is read with one range and a hundredth of the bytes", async () => {
    const { folder, reads } = counted(openFolder(temporary.path("settled")));
    const opened = await openRun(folder);
    const whole = await bytesOf("rollouts.parquet", "steps.parquet");
    for (const rollout of [0, 201, 399]) {
      reads.length = 0;
      expect(await opened.steps(rollout)).toHaveLength(240);
      expect(reads).toHaveLength(1);
      expect(reads.every(({ file, bytes }) => file === "steps.parquet" && bytes < whole / 100)).toBe(true);
    }
    await opened.close();
  });

  it("are found by the footer too, in three ranges", async () => {
    const { folder, reads } = counted(openFolder(temporary.path("settled")));
    const file = keptOpen(folder, "steps.parquet");
    expect(await stepsTable(file, null, 0).steps(201)).toEqual(await run.steps(201));
    await file.close();
    expect(reads.length).toBeLessThanOrEqual(3);
  });
});
