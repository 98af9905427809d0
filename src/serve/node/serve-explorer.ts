/**
 * @file The server behind `fixpoint view`: the built app and the runs it was given, read only, on this machine only.
 */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { usage } from "../../errors.ts";
import { errorCode } from "../../platform/node/fs-error.ts";
import { ANALYSIS_FILE } from "../../trace/run-layout.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { sendFile } from "./send-file.ts";
import { fileInside, plainParts, type ServedFile } from "./served-file.ts";

/** IPv4 loopback: nobody else on the network reaches it. */
const HOST = "127.0.0.1";

export interface ServedRun {
  /** Unique among the runs: it is in the run's URL. */
  readonly name: string;
  /** A run directory, or a `rollouts.jsonl`. */
  readonly path: string;
  readonly kind: "folder" | "file";
}

export interface ExplorerServer {
  /** `http://127.0.0.1:8123/` */
  readonly url: string;
  close(): Promise<void>;
}

/** `port` 0 is any free one. Rejects with a sentence where the port is taken. */
export async function serveExplorer(options: {
  readonly app: string;
  readonly runs: readonly ServedRun[];
  readonly port: number;
}): Promise<ExplorerServer> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portError(error, options.port)));
    server.listen(options.port, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portError(error: unknown, port: number): unknown {
  const code = errorCode(error);
  if (code === "EADDRINUSE")
    return usage("port", port, { expected: "one that is free, or none: any free one is taken" });
  if (code === "EACCES") return usage("port", port, { expected: "one from 1024" });
  return error;
}

type Content = Parameters<typeof serveExplorer>[0];

async function answer(request: IncomingMessage, response: ServerResponse, content: Content): Promise<void> {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  // Against DNS rebinding: another site's name that resolves to this machine.
  if (!isOwnHost(request)) return refuse(response, 403);
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405);
  }
  const parts = plainParts((request.url ?? "/").split(/[?#]/, 1)[0] ?? "/");
  if (parts === undefined) return refuse(response, 404);
  // Without runs of its own: those recorded with the app, where it has a list of them.
  const isRunList = parts.length === 1 && parts[0] === "runs.json" && content.runs.length > 0;
  if (isRunList) return sendRunList(request, response, content.runs);
  const isRun = parts[0] === "runs";
  const file = isRun ? await runFile(content.runs, parts) : await appFile(content.app, parts);
  if (file === undefined) return refuse(response, 404);
  await sendFile(request, response, file, { immutable: !isRun && parts[0] === "assets" });
}

function isOwnHost({ headers, socket }: IncomingMessage): boolean {
  const name = headers.host?.toLowerCase();
  return ["127.0.0.1", "localhost"].some(
    (host) => name === `${host}:${socket.localPort}` || (socket.localPort === 80 && name === host),
  );
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end();
}

/** With the runs that `analyze` wrote its words on: the page asks for no file that may not be there. */
async function sendRunList(
  { method }: IncomingMessage,
  response: ServerResponse,
  runs: readonly ServedRun[],
): Promise<void> {
  const list = await Promise.all(
    runs.map(async ({ name, kind, path }) => ({
      name,
      url: `runs/${encodeURIComponent(name)}${kind === "folder" ? "/" : ""}`,
      ...(kind === "folder" && (await fileInside(path, [ANALYSIS_FILE])) !== undefined ? { analysis: true } : {}),
    })),
  );
  response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(method === "HEAD" ? undefined : JSON.stringify({ runs: list }));
}

async function runFile(runs: readonly ServedRun[], parts: readonly string[]): Promise<ServedFile | undefined> {
  const [, name, ...inside] = parts;
  const run = runs.find((candidate) => candidate.name === name);
  if (run === undefined || (run.kind === "file") !== (inside.length === 0)) return undefined;
  return fileInside(run.path, inside);
}

function appFile(app: string, parts: readonly string[]): Promise<ServedFile | undefined> {
  return fileInside(app, parts.length === 0 ? ["index.html"] : parts);
}
