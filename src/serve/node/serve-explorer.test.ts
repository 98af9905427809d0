import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedTempDir } from "../../../test/temp-dir.ts";
import { type ExplorerServer, serveExplorer } from "./serve-explorer.ts";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const folder = sharedTempDir();
let server: ExplorerServer;

beforeAll(async () => {
  const root = await folder();
  for (const name of ["app/assets", "run/states"]) await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, "app/index.html"), "the page");
  await writeFile(join(root, "app/assets/index-1.js"), "script");
  await writeFile(join(root, "run/run.json"), "0123456789");
  await writeFile(join(root, "secret.txt"), "secret");
  await writeFile(join(root, "own.jsonl"), "line");
  await symlink(join(root, "secret.txt"), join(root, "run/link.txt"));
  server = await serveExplorer({
    app: join(root, "app"),
    runs: [
      { name: "a run", path: join(root, "run"), kind: "folder" },
      { name: "own.jsonl", path: join(root, "own.jsonl"), kind: "file" },
    ],
    port: 0,
  });
});

afterAll(() => server?.close());

/** Not `fetch`: that tidies paths up, and sets the host itself. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers, method }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("the explorer's server", () => {
  it("listens on loopback", () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  it("without runs of its own gives the list that lies beside the app", async () => {
    const root = await folder();
    await writeFile(join(root, "app/runs.json"), "those recorded");
    const own = await ask("/runs.json");
    const bare = await serveExplorer({ app: join(root, "app"), runs: [], port: 0 });
    const list = await (await fetch(`${bare.url}runs.json`)).text();
    await bare.close();
    expect([list, JSON.parse(own.body).runs.length]).toEqual(["those recorded", 2]);
  });

  it("serves the app and the list of the runs", async () => {
    expect(await ask("/")).toMatchObject({ status: 200, body: "the page" });
    expect(await ask("/assets/index-1.js")).toMatchObject({ status: 200, body: "script" });
    expect(JSON.parse((await ask("/runs.json")).body)).toEqual({
      runs: [
        { name: "a run", url: "runs/a%20run/" },
        { name: "own.jsonl", url: "runs/own.jsonl" },
      ],
    });
  });

  it("lists which runs are analysed, as they are now", async () => {
    const path = join(await folder(), "run/analysis.parquet");
    await writeFile(path, "rows");
    const { runs } = JSON.parse((await ask("/runs.json")).body);
    await rm(path);
    expect(runs).toEqual([
      { name: "a run", url: "runs/a%20run/", analysis: true },
      { name: "own.jsonl", url: "runs/own.jsonl" },
    ]);
  });

  it("serves files of the runs, whole and by range", async () => {
    expect(await ask("/runs/a%20run/run.json")).toMatchObject({ status: 200, body: "0123456789" });
    const part = await ask("/runs/a%20run/run.json", { range: "bytes=2-4" });
    expect(part).toMatchObject({ status: 206, body: "234", headers: { "content-range": "bytes 2-4/10" } });
    expect(await ask("/runs/a%20run/run.json", { range: "bytes=10-" })).toMatchObject({ status: 416 });
    expect(await ask("/runs/a%20run/run.json", {}, "HEAD")).toMatchObject({ status: 200, body: "" });
    expect(await ask("/runs/own.jsonl")).toMatchObject({ status: 200, body: "line" });
  });

  it("serves nothing else, whatever the path says and wherever links lead", async () => {
    const paths = [
      "/../secret.txt",
      "/runs/a%20run/../secret.txt",
      "/runs/a%20run/..%2fsecret.txt",
      "/runs/a%20run/%2e%2e/secret.txt",
      "/runs/a%20run/link.txt",
      "/runs/a%20run/",
      "/runs/a%20run/states",
      "/runs/own.jsonl/x",
      "/runs/",
      "/runs/other/run.json",
      "/%00",
      "/%zz",
      "/assets",
    ];
    for (const path of paths) expect([path, (await ask(path)).status]).toEqual([path, 404]);
  });

  it("answers to its own name only, and changes nothing", async () => {
    expect(await ask("/", { host: "evil.example" })).toMatchObject({ status: 403, body: "" });
    const { port } = new URL(server.url);
    expect(await ask("/", { host: `localhost:${port}` })).toMatchObject({ status: 200 });
    for (const method of ["POST", "PUT", "DELETE"]) expect(await ask("/", {}, method)).toMatchObject({ status: 405 });
  });

  it("isolates the page and lets only its own scripts run", async () => {
    for (const path of ["/", "/runs.json", "/nothing"]) {
      const { headers } = await ask(path);
      expect(headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
      });
      expect(headers["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval';");
    }
  });

  it("says in a sentence that a port is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveExplorer({ app: "", runs: [], port })).rejects.toThrow(
      /^invalid port: \d+ \(expected one that is/,
    );
  });
});
