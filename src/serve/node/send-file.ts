/**
 * @file A file, or a range of it, as an answer.
 */

import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseRange } from "./byte-range.ts";
import type { ServedFile } from "./served-file.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** `immutable`: the file's name changes when its content does. */
export async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: ServedFile,
  { immutable = false }: { readonly immutable?: boolean } = {},
): Promise<void> {
  response.setHeader("Content-Type", TYPES[extname(file.path)] ?? "application/octet-stream");
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("ETag", file.etag);
  response.setHeader("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  const range = parseRange(request.headers.range, file.size);
  if (range === "unsatisfiable") {
    response.writeHead(416, { "Content-Range": `bytes */${file.size}` }).end();
    return;
  }
  if (range === undefined && request.headers["if-none-match"] === file.etag) {
    response.writeHead(304).end();
    return;
  }
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  response.setHeader("Content-Length", last - first + 1);
  if (range === undefined) response.writeHead(200);
  else response.writeHead(206, { "Content-Range": `bytes ${first}-${last}/${file.size}` });
  if (request.method === "HEAD" || file.size === 0) {
    response.end();
    return;
  }
  // A reader that goes away is no failure.
  await pipeline(createReadStream(file.path, { start: first, end: last }), response).catch(() => response.destroy());
}
