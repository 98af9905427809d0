import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { analyseRun } from "../../src/analysis/analyse-run.ts";
import { DEFAULT_THRESHOLDS } from "../../src/analysis/modes/thresholds.ts";
import { writeAnalysis } from "../../src/analysis/node/write-analysis.ts";
import { exportRun } from "../../src/trace/export.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { answerOn } from "./answer.ts";
import { createReader, type Reader } from "./reader.ts";
import type { DroppedFile } from "./source.ts";

let runs: Scratch;
let reader: Reader;
const { port1: page, port2: worker } = new MessageChannel();

beforeAll(async () => {
  runs = await scratch();
  await writeMadeUpRun(runs.path("run"), { rollouts: 6, batch: 3, side: 6 });
  answerOn(worker);
  reader = createReader(page);
});

afterAll(async () => {
  page.close();
  await runs.remove();
});

async function droppedRun(): Promise<DroppedFile[]> {
  const names = (await readdir(runs.path("run"))).filter((name) => name.includes("."));
  return Promise.all(
    names.map(async (path) => ({
      path,
      blob: new Blob([new Uint8Array(await readFile(join(runs.path("run"), path)))]),
    })),
  );
}

describe("a run behind the channel", () => {
  it("reads as it lies on disk", async () => {
    const run = await reader.open({ kind: "files", id: "dropped:run", name: "run", files: await droppedRun() });
    const onDisk = await runs.open("run");
    expect(run.records).toEqual(await onDisk.rollouts());
    expect(await run.steps(4)).toEqual(await onDisk.steps(4));
    expect(await run.task("made-up-2")).toEqual((await onDisk.tasks()).get("made-up-2"));
    expect([run.side, run.kind, run.cycles]).toEqual([6, "arc", { hCycles: 3, lCycles: 4 }]);
  });

  it("is refused where its steps are another run's", async () => {
    await writeMadeUpRun(runs.path("other"), { rollouts: 6, batch: 3, side: 5 });
    const other = new Blob([new Uint8Array(await readFile(join(runs.path("other"), "steps.parquet")))]);
    const files = (await droppedRun()).map((file) => (file.path === "steps.parquet" ? { ...file, blob: other } : file));
    await expect(reader.open({ kind: "files", id: "dropped:mixed", name: "mixed", files })).rejects.toThrow(
      /^invalid run: rollout 0 .*put the files of one run together/,
    );
  });

  it("holds the bytes of a rollout in one buffer, which is handed over", async () => {
    const run = await reader.open({ kind: "files", id: "dropped:run", name: "run", files: await droppedRun() });
    const steps = await run.steps(1);
    expect(new Set(steps.map(({ tokens }) => tokens.buffer)).size).toBe(1);
  });

  it("measures rollout by rollout, and none after the last", async () => {
    const run = await reader.open({ kind: "files", id: "dropped:run", name: "run", files: await droppedRun() });
    const measured = [];
    for (let more = await run.measureNext(); more.length > 0; more = await run.measureNext()) measured.push(...more);
    expect(measured.map(({ solved }) => solved)).toEqual(run.records.map(({ solved }) => solved));
  });

  it("is judged as analyze judged it, where that wrote its file, and measured by nobody else", async () => {
    const rollouts = [];
    for await (const one of analyseRun(await runs.open("run"))) {
      // As no measuring has it.
      rollouts.push({ ...one, measured: { ...one.measured, cellsChangedMax: 77 } });
    }
    const settings = { thresholds: { ...DEFAULT_THRESHOLDS, settled: 0.5 }, tail: 4, tokens: true };
    const dropped = await droppedRun();
    await writeAnalysis(runs.path("run"), rollouts, settings, "test");
    const analysed = await droppedRun();
    await rm(runs.path("run/analysis.parquet"));
    const file = analysed.find(({ path }) => path === "analysis.parquet");
    const openWith = (files: DroppedFile[]) =>
      reader.open({ kind: "files", id: "dropped:run", name: "run", files: [...dropped, ...files] });
    const isFromFile = async (files: DroppedFile[]): Promise<boolean> => {
      const run = await openWith(files);
      const [first] = await run.measureNext();
      expect(run.thresholds?.settled).toBe(first?.cellsChangedMax === 77 ? 0.5 : undefined);
      return first?.cellsChangedMax === 77;
    };
    if (file === undefined) throw new Error("no analysis was written");
    expect(await isFromFile([file])).toBe(true);
    const run = await openWith([file]);
    expect([(await run.measureNext()).length, (await run.measureNext()).length]).toEqual([6, 0]);

    await writeAnalysis(runs.path("run"), rollouts.slice(1), settings, "test");
    const other = (await droppedRun()).find(({ path }) => path === "analysis.parquet");
    await rm(runs.path("run/analysis.parquet"));
    if (other === undefined) throw new Error("no analysis was written");
    expect(await isFromFile([other])).toBe(false);
    expect(await isFromFile([{ path: "analysis.parquet", blob: new Blob(["PAR1"]) }])).toBe(false);
  });

  it("may be a rollouts.jsonl", async () => {
    const lines: string[] = [];
    for await (const line of exportRun(await runs.open("run"), "rollouts")) lines.push(line);
    const files = [{ path: "rollouts.jsonl", blob: new Blob(lines) }];
    const run = await reader.open({ kind: "files", id: "dropped:rollouts.jsonl", name: "rollouts.jsonl", files });
    expect(run.records.length).toBe(6);
    expect([run.hasTasks, run.kind]).toEqual([true, "arc"]);
    expect((await run.steps(2)).length).toBe(16 * 3 * 5);
  });

  it("is a sentence where it is none", async () => {
    const files = [{ path: "notes.txt", blob: new Blob(["x"]) }];
    await expect(reader.open({ kind: "files", id: "dropped:x", name: "x", files })).rejects.toThrow(
      /^invalid run: no run\.json \(expected a directory that trace or import wrote, in x\)$/,
    );
  });

  it("names its address where that is none, without what may be secret", async () => {
    const source = { kind: "url", id: "x", name: "x", url: "http://127.0.0.1:9/nothing/?key=secret" } as const;
    await expect(reader.open(source)).rejects.toThrow(
      /^cannot read run\.json: the connection failed \(at http:\/\/127\.0\.0\.1:9\/nothing\/\)$/,
    );
  });
});
