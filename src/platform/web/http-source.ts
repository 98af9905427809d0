/**
 * @file A URL as a byte source, read by range requests (RFC 9110, section 14). A server that does not take them is asked
 * for the whole file once, up to a limit.
 */

import { FixpointError, invalid } from "../../errors.ts";
import { type ByteSource, checkRange, memorySource } from "../byte-source.ts";
import { readStream } from "../read-stream.ts";

/** 512 MiB: what a page may hold of a server that has no ranges. */
const WHOLE_FILE_LIMIT = 512 * 2 ** 20;

const PARTIAL_CONTENT = 206;
const RANGE_NOT_SATISFIABLE = 416;

/**
 * Opens a file behind a URL. Throws a `FixpointError` where it cannot be reached, or where the server has no ranges and
 * the file is longer than `wholeFileLimit` bytes.
 */
export async function openUrl(url: string, wholeFileLimit: number = WHOLE_FILE_LIMIT): Promise<ByteSource> {
  const name = fileName(url);
  const probe = await request(url, name, "bytes=0-0");
  const size = probe.status === PARTIAL_CONTENT ? contentRange(probe)?.size : undefined;
  if (size !== undefined) {
    await probe.body?.cancel();
    return rangeSource(url, name, size, probe.headers.get("etag"));
  }
  // 416 is the answer to any range of an empty file. 206 without a size: a server that does not say, or one of another
  // origin that does not let a page see it.
  const wholeIsComing = probe.status !== PARTIAL_CONTENT && probe.status !== RANGE_NOT_SATISFIABLE;
  if (!wholeIsComing) await probe.body?.cancel();
  const response = wholeIsComing ? probe : await request(url, name, undefined);
  return memorySource(name, await body(response, name, wholeFileLimit));
}

function rangeSource(url: string, name: string, size: number, etag: string | null): ByteSource {
  return {
    name,
    size,
    async read(offset, length) {
      checkRange({ name, size }, offset, length);
      if (length === 0) return new Uint8Array(0);
      const response = await request(url, name, `bytes=${offset}-${offset + length - 1}`);
      const range = response.status === PARTIAL_CONTENT ? contentRange(response) : undefined;
      const asBefore = range?.size === size && response.headers.get("etag") === etag;
      if (!asBefore || range.first !== offset || range.last !== offset + length - 1) {
        await response.body?.cancel();
        throw invalid("answer", asBefore ? "another range than was asked for" : "the file changed while it was read", {
          where: name,
        });
      }
      const bytes = await body(response, name, length);
      if (bytes.byteLength < length) {
        throw invalid("answer", `${bytes.byteLength} bytes`, { expected: `${length} bytes`, where: name });
      }
      return bytes;
    },
    async close() {},
  };
}

async function request(url: string, name: string, range: string | undefined): Promise<Response> {
  const fetching = fetch(url, range === undefined ? {} : { headers: { Range: range } });
  const response = await orUnreachable(name, fetching, whyUnreachable(url));
  if (response.ok || (range !== undefined && response.status === RANGE_NOT_SATISFIABLE)) return response;
  await response.body?.cancel();
  throw new FixpointError(
    `cannot read ${name}: the server answers ${response.status} ${response.statusText}`.trimEnd(),
  );
}

async function body(response: Response, name: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (response.body === null) return new Uint8Array(0);
  const tooLong = () => invalid("answer", `more than ${limit} bytes`, { expected: `at most ${limit}`, where: name });
  return orUnreachable(name, readStream(response.body, limit, tooLong));
}

const BROKEN = "the connection failed";

/** A page is not told which of the two it is. */
function whyUnreachable(url: string): string {
  const page = "location" in globalThis ? globalThis.location : undefined;
  if (page === undefined || new URL(url, page.href).origin === page.origin) return BROKEN;
  return `${BROKEN}, or its server does not let pages of other sites read it (CORS)`;
}

async function orUnreachable<T>(name: string, pending: Promise<T>, why = BROKEN): Promise<T> {
  try {
    return await pending;
  } catch (error) {
    if (error instanceof FixpointError) throw error;
    throw new FixpointError(`cannot read ${name}: ${why}`, 1, { cause: error });
  }
}

interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly size: number;
}

function contentRange(response: Response): ContentRange | undefined {
  const match = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get("content-range") ?? "");
  const [first, last, size] = (match ?? []).slice(1).map(Number);
  if (first === undefined || last === undefined || !Number.isSafeInteger(size) || size === undefined) return undefined;
  return { first, last, size };
}

/** The last part of the path, for messages: a query may hold a secret. */
function fileName(url: string): string {
  const path = url.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return path.slice(path.lastIndexOf("/") + 1) || path;
}
