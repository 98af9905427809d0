/**
 * @file How a JSON file spells what JSON leaves open: Python and JavaScript write the same values differently, and an import
 * must come out as it went in.
 */

import { isObject } from "../arc/describe.ts";

export interface JsonStyle {
  /** `{"a": 1, "b": 2}`, Python's default, instead of `{"a":1,"b":2}`. */
  readonly spaced: boolean;
  /** Python writes `1.0`, `1e-05` and `"\u00e9"`, JavaScript `1`, `0.00001` and `"é"`. */
  readonly dialect: "javascript" | "python";
}

/** From what is tried first: a file that fits several is written in the first of them. */
export const JSON_STYLES: readonly JsonStyle[] = [
  { spaced: false, dialect: "javascript" },
  { spaced: false, dialect: "python" },
  { spaced: true, dialect: "python" },
  { spaced: true, dialect: "javascript" },
];

export const COMPACT: JsonStyle = { spaced: false, dialect: "javascript" };

export function isJsonStyle(value: unknown): value is JsonStyle {
  if (!isObject(value)) return false;
  const { spaced, dialect } = value;
  return typeof spaced === "boolean" && (dialect === "javascript" || dialect === "python");
}

/**
 * A float. Digits are the fewest that give it back. NaN and the infinities are written as Python does, which JSON does not
 * allow and Python reads.
 */
export function formatFloat(value: number, { dialect }: JsonStyle): string {
  if (!Number.isFinite(value)) return String(value);
  if (dialect === "python") return pythonFloat(value);
  return Object.is(value, -0) ? "-0" : String(value);
}

/** As `repr(float)`: an exponent below 1e-4 and from 1e16 on, of two digits at least, and never an integer. */
function pythonFloat(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa = "0", exponentText = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const power = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${mantissa}e${exponent < 0 ? "-" : "+"}${power}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return `${sign}${whole}.${digits.slice(exponent + 1) || "0"}`;
}

export function formatString(value: string, { dialect }: JsonStyle): string {
  const text = JSON.stringify(value);
  if (dialect === "javascript") return text;
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Members of an object, each already JSON. */
export function formatObject(
  members: readonly (readonly [key: string, json: string])[],
  { spaced }: JsonStyle,
): string {
  const colon = spaced ? ": " : ":";
  return `{${members.map(([key, json]) => `"${key}"${colon}${json}`).join(spaced ? ", " : ",")}}`;
}

/** Items of a list, each already JSON. */
export function formatList(items: readonly string[], { spaced }: JsonStyle): string {
  return `[${items.join(spaced ? ", " : ",")}]`;
}
