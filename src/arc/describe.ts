/**
 * @file A foreign value in a few words, for error messages: never its content, which may be long or hold line breaks.
 */

/** `null`, `12.5`, `true`, `a string`, `a list`, `an object`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value === "string") return "a string";
  return Array.isArray(value) ? "a list" : "an object";
}

/** Is this a JSON object (not null, not a list)? */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
