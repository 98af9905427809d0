/**
 * @file A text file line by line, in bounded memory.
 */

import { invalid } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";

const READ_BYTES = 2 ** 20;
/** 64 MiB: a rollout of some thousand supervision steps of full grids. */
const LONGEST_LINE = 2 ** 26;
const LINE_FEED = 0x0a;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without the line break. */
  readonly text: string;
}

/** Throws a `FixpointError` for a line that is too long or not UTF-8. A file need not end in a line break. */
export async function* readLines(source: ByteSource): AsyncGenerator<Line, void, void> {
  let number = 0;
  let pending: Uint8Array[] = [];
  let length = 0;
  function line(): Line {
    number++;
    const text = decode(pending, length, number, source.name);
    pending = [];
    length = 0;
    return { number, text };
  }
  for (let offset = 0; offset < source.size; offset += READ_BYTES) {
    const bytes = await source.read(offset, Math.min(READ_BYTES, source.size - offset));
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      add(bytes.subarray(start, end));
      yield line();
      start = end + 1;
    }
    add(bytes.subarray(start));
  }
  if (length > 0) yield line();

  function add(bytes: Uint8Array): void {
    pending.push(bytes);
    length += bytes.length;
    if (length <= LONGEST_LINE) return;
    throw invalid(source.name, `line ${number + 1} is too long`, { expected: `at most ${LONGEST_LINE} bytes` });
  }
}

function decode(pieces: readonly Uint8Array[], length: number, number: number, name: string): string {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid(name, `line ${number} is not UTF-8`);
  }
}
