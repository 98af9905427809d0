import { createReadStream } from "node:fs";
import { cp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MadeUpRun, type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { FixpointError } from "../errors.ts";
import { type ByteSource, memorySource } from "../platform/byte-source.ts";
import type { Folder } from "../platform/folder.ts";
import { openFolder } from "../platform/node/folder.ts";
import { blobFolder } from "../platform/web/blob-folder.ts";
import { openUrl } from "../platform/web/http-source.ts";
import { firstDifference } from "./compare.ts";
import { exportRun } from "./export.ts";
import { importRun } from "./node/import-run.ts";
import { openRun, type Run } from "./run-reader.ts";

/** 9 rollouts of 2 supervision steps on a 5×5 canvas. */
const SMALL: MadeUpRun = { rollouts: 9, batch: 4, side: 5, shape: { steps: 2, settlesAt: 2 } };

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  await writeMadeUpRun(temporary.path("small"), { ...SMALL, states: "h" });
});
afterAll(() => temporary.remove());

/** A copy of the small run in which `change` was made. */
async function changed(name: string, change: (directory: string) => Promise<void>): Promise<Folder> {
  const directory = temporary.path(name);
  await cp(temporary.path("small"), directory, { recursive: true });
  await change(directory);
  return openFolder(directory);
}

async function refusal(folder: Folder): Promise<string> {
  let run: Run | undefined;
  try {
    run = await openRun(folder);
    await run.tasks();
    await run.rollouts();
    for await (const _ of run.allSteps());
    return "read";
  } catch (error) {
    expect(error).toBeInstanceOf(FixpointError);
    return (error as Error).message;
  } finally {
    await run?.close();
  }
}

/** Edits `run.json`. */
function infoWith(change: Readonly<Record<string, unknown>>): (directory: string) => Promise<void> {
  return async (directory) => {
    const path = join(directory, "run.json");
    const info = JSON.parse(await readFile(path, "utf8"));
    await writeFile(path, JSON.stringify({ ...info, ...change }));
  };
}

describe("a run", () => {
  it("reads alike from a disk, from blobs and over HTTP", async () => {
    const onDisk = await temporary.open("small");
    const files = new Map<string, Blob>();
    for (const name of await readdir(temporary.path("small"), { recursive: true })) {
      const path = join(temporary.path("small"), name);
      if ((await stat(path)).isFile()) files.set(name, new Blob([await readFile(path)]));
    }
    const dropped = await openRun(blobFolder("small", files));
    expect(await firstDifference(onDisk, dropped)).toBeUndefined();
    expect(await dropped.steps(5)).toEqual(await onDisk.steps(5));
    expect(await (await dropped.states(3))?.read("z_H", 1)).toEqual(await (await onDisk.states(3))?.read("z_H", 1));

    const { folder, close } = await served(temporary.path("small"));
    try {
      const remote = await openRun(folder);
      expect(await firstDifference(onDisk, remote)).toBeUndefined();
      expect(await remote.steps(5)).toEqual(await onDisk.steps(5));
    } finally {
      await close();
    }
  });

  it("that was imported has no states, also over HTTP, which cannot tell what is missing", async () => {
    let lines = "";
    for await (const line of exportRun(await temporary.open("small"), "rollouts")) lines += line;
    const options = { fixpointVersion: "0.0.0", now: () => "2026-01-01T00:00:00.000Z" };
    const source = memorySource("rollouts.jsonl", new TextEncoder().encode(lines));
    await importRun(source, temporary.path("imported"), options);
    const { folder, close } = await served(temporary.path("imported"));
    try {
      expect(await (await openRun(folder)).states(0)).toBeUndefined();
    } finally {
      await close();
    }
  });

  it("names a rollout that it does not have", async () => {
    const run = await temporary.open("small");
    await expect(run.steps(9)).rejects.toThrow("invalid rollout: 9 (expected 0 to 8, in small)");
    await expect(run.steps(1.5)).rejects.toThrow("invalid rollout: 1.5");
    await expect(run.states(-1)).rejects.toThrow("invalid rollout: -1");
  });

  it("can be read alone: it holds its tasks", async () => {
    const run = await temporary.open("small");
    const tasks = await run.tasks();
    expect([...tasks.keys()]).toEqual(Array.from({ length: 9 }, (_, n) => `made-up-${n}`));
    expect(tasks.get("made-up-4")?.test[0]).not.toHaveProperty("output");
  });

  it("reads by the footer where steps.parquet is not the file that run.json describes", async () => {
    const folder = await changed("unindexed", infoWith({ steps_index: null }));
    const run = await openRun(folder);
    expect(await run.steps(7)).toEqual(await (await temporary.open("small")).steps(7));
    expect(await firstDifference(await temporary.open("small"), run)).toBeUndefined();
    await run.close();
  });
});

describe("a run that is not complete", () => {
  it("can be read as far as it got", async () => {
    const beforeBatch = (rollout: number) => {
      if (rollout === 8) throw new Error("killed");
    };
    await expect(writeMadeUpRun(temporary.path("cut"), { ...SMALL, beforeBatch })).rejects.toThrow("killed");
    const run = await temporary.open("cut");
    expect(run.info).toMatchObject({ status: "running", rollouts: 9 });
    expect(run.rolloutCount).toBe(8);
    const whole = await temporary.open("small");
    expect(await run.rollouts()).toEqual((await whole.rollouts()).slice(0, 8));
    for (let rollout = 0; rollout < 8; rollout++) expect(await run.steps(rollout)).toEqual(await whole.steps(rollout));
    await expect(run.steps(8)).rejects.toThrow("invalid rollout: 8 (expected 0 to 7, in cut)");
  });
});

describe("a folder that is no run, or a damaged one", () => {
  it("is refused with a sentence", async () => {
    const remove = (name: string) => (directory: string) => rm(join(directory, name));
    const cut = (name: string) => async (directory: string) => {
      const { size } = await stat(join(directory, name));
      await truncate(join(directory, name), size - 100);
    };
    const write = (name: string, text: string) => (directory: string) => writeFile(join(directory, name), text);
    expect(await refusal(await changed("no info", remove("run.json")))).toBe(
      "invalid run: no run.json (expected a directory that trace or import wrote, in no info)",
    );
    expect(await refusal(await changed("no steps", remove("steps.parquet")))).toBe(
      "invalid run: steps.parquet is missing (in no steps)",
    );
    expect(await refusal(await changed("no rollouts", remove("rollouts.parquet")))).toBe(
      "invalid run: rollouts.parquet is missing (in no rollouts)",
    );
    expect(await refusal(await changed("no tasks", remove("tasks.json")))).toBe(
      "invalid run: tasks.json is missing (in no tasks)",
    );
    expect(await refusal(await changed("half info", cut("run.json")))).toContain("invalid JSON file");
    expect(await refusal(await changed("half rollouts", cut("rollouts.parquet")))).toBe(
      "invalid parquet file: its end is missing (expected a whole file, in rollouts.parquet)",
    );
    expect(await refusal(await changed("text", write("rollouts.parquet", "task,solved\n1,true\n")))).toContain(
      "its end is missing",
    );
    expect(await refusal(await changed("empty", write("rollouts.parquet", "")))).toContain("its end is missing");
    expect(await refusal(await changed("list", write("run.json", "[]")))).toBe(
      "invalid run: run.json is a list (expected an object, in run.json)",
    );
    expect(await refusal(await changed("other", write("run.json", '{"name":"x"}')))).toBe(
      "invalid run: format_version is nothing (expected a number, in run.json)",
    );
  });

  it("is refused where a newer version wrote it", async () => {
    expect(await refusal(await changed("newer", infoWith({ format_version: 2 })))).toBe(
      "unsupported run: format version 2 (expected at most 1; it was written by a newer fixpoint, in run.json)",
    );
  });

  it("is refused where run.json does not fit the files", async () => {
    expect(await refusal(await changed("other count", infoWith({ rollouts: 10 })))).toBe(
      "invalid run: 9 rollouts in rollouts.parquet (expected 10, as run.json says, in other count)",
    );
    expect(await refusal(await changed("bad seed", infoWith({ seed: "7" })))).toBe(
      "invalid run: seed is a string (expected an integer or null, in run.json)",
    );
    const { size } = await stat(join(temporary.path("small"), "steps.parquet"));
    const lie = { bytes: size, row_groups: [[9, 40]] };
    expect(await refusal(await changed("lying index", infoWith({ steps_index: lie })))).toBe(
      "invalid parquet file: corrupt, a row group cannot be read (in steps.parquet)",
    );
  });

  it("never makes anything but a FixpointError, wherever steps.parquet is damaged", async () => {
    const bytes = await readFile(join(temporary.path("small"), "steps.parquet"));
    const small = openFolder(temporary.path("small"));
    for (let at = 0; at < bytes.length; at += 41) {
      const damaged = Uint8Array.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 + (at % 255));
      const folder: Folder = {
        ...small,
        open: async (name) => (name === "steps.parquet" ? memory(name, damaged) : small.open(name)),
      };
      await refusal(folder);
    }
  });
});

function memory(name: string, bytes: Uint8Array): ByteSource {
  return {
    name,
    size: bytes.length,
    read: async (offset, length) => new Uint8Array(bytes.subarray(offset, offset + length)),
    close: async () => {},
  };
}

/** A directory behind an HTTP server that knows ranges. A folder over HTTP cannot be listed. */
async function served(directory: string): Promise<{ folder: Folder; close: () => Promise<void> }> {
  const server: Server = createServer(async (request, response) => {
    const path = join(directory, request.url ?? "");
    const { size } = await stat(path);
    const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
    const [start, end] = [Number(from), Math.min(Number(to), size - 1)];
    response.writeHead(206, { "content-range": `bytes ${start}-${end}/${size}`, "content-length": end - start + 1 });
    createReadStream(path, { start, end }).pipe(response);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const folder: Folder = {
    name: "served",
    list: async () => {
      throw new Error("cannot be listed");
    },
    open: (name) => openUrl(`http://127.0.0.1:${port}/${name}`),
    folder: async () => undefined,
  };
  return { folder, close: () => new Promise((closed) => server.close(() => closed())) };
}
