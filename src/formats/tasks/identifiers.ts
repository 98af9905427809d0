/**
 * @file `identifiers.json`: which row of the puzzle embedding belongs to which puzzle.
 */

import { describeValue, isObject } from "../../arc/describe.ts";
import { invalid } from "../../errors.ts";
import type { Folder } from "../../platform/folder.ts";
import { decodeJson, readJsonIn } from "./json-file.ts";

/** The name of every identifier that belongs to no puzzle, and of identifier 0. */
export const BLANK = "<blank>";

export const IDENTIFIERS_FILE = "identifiers.json";

/** Twenty times the largest published table: what keeps `{"a": 4000000000}` from filling the memory. */
const MOST_IDENTIFIERS = 2 ** 24;

/** The names, index = identifier, of a file with either a list of names or an object from name to identifier. */
export function parseIdentifiers(bytes: Uint8Array, name: string): readonly string[] {
  return identifierNames(decodeJson(bytes, name).value, name);
}

/** `IDENTIFIERS_FILE` of a folder; `undefined` where there is none. */
export async function readIdentifiers(folder: Folder): Promise<readonly string[] | undefined> {
  const file = await readJsonIn(folder, IDENTIFIERS_FILE);
  return file === undefined ? undefined : identifierNames(file.value, file.name);
}

function identifierNames(value: unknown, where: string): readonly string[] {
  if (Array.isArray(value)) return value.map((entry: unknown, id) => nameAt(entry, id, where));
  if (isObject(value)) return invert(value, where);
  throw invalid("identifiers", describeValue(value), { expected: "a list of names", where });
}

function nameAt(value: unknown, id: number, where: string): string {
  if (typeof value === "string") return value;
  throw invalid("identifiers", `entry ${id} is ${describeValue(value)}`, { expected: "a name", where });
}

function invert(ids: Readonly<Record<string, unknown>>, where: string): readonly string[] {
  const names = new Map<number, string>();
  let length = 0;
  for (const [name, id] of Object.entries(ids)) {
    if (typeof id !== "number" || !Number.isInteger(id) || id < 0 || id >= MOST_IDENTIFIERS) {
      const expected = `an integer from 0 to ${MOST_IDENTIFIERS - 1}`;
      throw invalid("identifiers", `an id is ${describeValue(id)}`, { expected, where });
    }
    if (names.has(id)) throw invalid("identifiers", `id ${id} has two names`, { expected: "one", where });
    names.set(id, name);
    length = Math.max(length, id + 1);
  }
  return Array.from({ length }, (_, id) => names.get(id) ?? BLANK);
}
