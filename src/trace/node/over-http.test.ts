import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KILLED_RUN, type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import { blobFolder } from "../../platform/web/blob-folder.ts";
import { httpFolder } from "../../platform/web/http-folder.ts";
import { openRun, type Run } from "../run-reader.ts";

let place: Scratch;
let run: Run;
let server: Server;
let url = "";
/** Requests for bytes since the test began, by file. */
let requests: string[] = [];

/** Serves the run's folder as any static host would, with ranges. */
beforeAll(async () => {
  place = await scratch();
  await writeMadeUpRun(place.path("run"), KILLED_RUN);
  run = await place.open("run");
  server = createServer(async (request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? "", "http://host").pathname);
    const bytes = await readFile(join(place.path("."), name)).catch(() => undefined);
    if (bytes === undefined) return void response.writeHead(404).end();
    if (request.method === "HEAD") return void response.writeHead(200).end();
    requests.push(name);
    const [first = 0, last = 0] = (request.headers.range ?? "").replace("bytes=", "").split("-").map(Number);
    response.writeHead(206, { "Content-Range": `bytes ${first}-${last}/${bytes.length}` });
    response.end(bytes.subarray(first, last + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  url = `http://127.0.0.1:${address.port}/run`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await place.remove();
});

async function expectSame(other: Run): Promise<void> {
  expect(await other.rollouts()).toEqual(await run.rollouts());
  for (const rollout of [0, 11, 23]) expect(await other.steps(rollout)).toEqual(await run.steps(rollout));
  const [kept, expected] = [await other.states(5), await run.states(5)];
  expect(await kept?.read("z_H", 2)).toEqual(await expected?.read("z_H", 2));
}

describe("a run is read alike", () => {
  it("from a file and over HTTP", async () => {
    await expectSame(await openRun(httpFolder(url)));
  });

  it("from a file and from Blobs", async () => {
    const names = ["run.json", "tasks.json", "rollouts.parquet", "steps.parquet", "states/5.safetensors"];
    const files = new Map<string, Blob>();
    for (const name of names) {
      const bytes = await readFile(join(place.path("run"), name)).catch(() => undefined);
      if (bytes !== undefined) files.set(name, new Blob([new Uint8Array(bytes)]));
    }
    const other = await openRun(blobFolder("run", files));
    expect(await other.rollouts()).toEqual(await run.rollouts());
    expect(await other.steps(11)).toEqual(await run.steps(11));
  });

  it("over HTTP with at most three requests for the steps of a rollout", async () => {
    const other = await openRun(httpFolder(url));
    requests = [];
    await other.steps(11);
    expect(requests.filter((name) => name.endsWith("steps.parquet")).length).toBeLessThanOrEqual(3);
    expect(requests.length).toBeLessThanOrEqual(3);
  });
});
