/**
 * @file JSON values, and where two of them first differ.
 */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export interface JsonDifference {
  /** `interventions[0]`, `L_cycles`; empty where the values themselves differ. */
  readonly path: string;
  /** `undefined` where that side has nothing. */
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
}

/** The first difference in the order of the first value's keys; `undefined` where there is none. */
export function firstJsonDifference(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path = "",
): JsonDifference | undefined {
  if (Object.is(before, after)) return undefined;
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    return { path, before, after };
  }
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const inner = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    const difference = firstJsonDifference(was.get(key), is.get(key), inner);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isContainer(value: JsonValue | undefined): value is readonly JsonValue[] | JsonObject {
  return typeof value === "object" && value !== null;
}
