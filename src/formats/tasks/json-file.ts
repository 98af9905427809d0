/**
 * @file JSON files, gzipped or not, read with a limit.
 */

import { invalid } from "../../errors.ts";
import { type ByteSource, readAll } from "../../platform/byte-source.ts";
import type { Folder } from "../../platform/folder.ts";
import { unpacked } from "../gzip.ts";
import { parseJson } from "../json.ts";

/** 64 MiB, packed and unpacked: twice the largest published file (876,406 identifiers), sixteen times the largest of ARC. */
const LONGEST_TEXT = 2 ** 26;

export interface JsonFile {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
}

/** Reads a JSON file; gzip is told from its first bytes. Throws a `FixpointError` where it is not JSON. */
export async function readJson(source: ByteSource): Promise<JsonFile> {
  const plain = await unpacked(source, LONGEST_TEXT);
  return decodeJson(await readAll(plain, LONGEST_TEXT), source.name);
}

/** The same for a file of a folder, which is closed again; `undefined` where there is none of that name. */
export async function readJsonIn(folder: Folder, name: string): Promise<JsonFile | undefined> {
  const source = await folder.open(name);
  if (source === undefined) return undefined;
  try {
    return await readJson(source);
  } finally {
    await source.close();
  }
}

/** JSON from bytes that are not packed. */
export function decodeJson(bytes: Uint8Array, name: string): JsonFile {
  const text = decodeUtf8(bytes, name);
  return { name, text, value: parseJson(text, "JSON file", name) };
}

/** A byte order mark is dropped. */
function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid("JSON file", "it is not UTF-8 text", { where: name });
  }
}
