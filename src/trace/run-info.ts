/**
 * @file `run.json`: what a run is, and how far it got.
 */

import { describeValue, isObject } from "../arc/describe.ts";
import type { Task } from "../arc/puzzle.ts";
import { type FixpointError, invalid, unsupported } from "../errors.ts";
import type { JsonObject } from "./json.ts";
import { isJsonStyle, type JsonStyle } from "./json-style.ts";

/** Of the run directory. Goes up when an older reader would misread a run. */
export const FORMAT_VERSION = 1;

export interface ModelIdentity {
  /** `trm`, `trm-singlez`, `hrm`. */
  readonly architecture: string;
  /** The checkpoint's name, without its folder. */
  readonly file: string;
  /** SHA-256 of the tensors used, lower-case hexadecimal. */
  readonly sha256: string;
}

/** What the caller knows when a run begins. */
export interface RunHeader {
  /** Null after an import, as are seed and engine. */
  readonly model: ModelIdentity | null;
  /** As resolved, with upstream's keys: `H_cycles`, `L_cycles`, … */
  readonly config: JsonObject;
  /**
   * What was asked for and decides the numbers: a resumed run must be asked for the same. For data whose tasks are not in
   * `tasks.json` that includes what tells the data apart, such as a digest.
   */
  readonly options: JsonObject;
  /** As given, in order. */
  readonly interventions: readonly string[];
  readonly seed: number | null;
  readonly engine: string | null;
  /** Of the package. */
  readonly fixpointVersion: string;
  /** How many there will be; null where that is not known before the end. */
  readonly rollouts: number | null;
  /** ISO 8601. */
  readonly started: string;
}

export interface RunContent {
  readonly header: RunHeader;
  /** The ARC tasks of the run; none for other data. */
  readonly tasks: readonly Task[];
  /** Only for an import. */
  readonly importedFrom?: JsonStyle;
}

export interface RunInfo extends RunHeader {
  readonly status: "running" | "complete";
  /** ISO 8601; null while it is running. */
  readonly finished: string | null;
  /** How the imported `rollouts.jsonl` was written; null for a run that was traced. */
  readonly importedFrom: JsonStyle | null;
  /** Null while it is running. */
  readonly stepsIndex: StepsIndex | null;
}

/** What `steps.parquet` holds where, so that a row group is found without the footer. */
export interface StepsIndex {
  /** Of the whole file; one of another length is not the one that this describes. */
  readonly bytes: number;
  readonly rowGroups: readonly StepsRowGroup[];
}

export interface StepsRowGroup {
  /** Whole rollouts, in order. */
  readonly rollouts: number;
  /** The first row group begins at byte 4, each other where the one before it ends. */
  readonly bytes: number;
}

/** The text of `run.json`. */
export function formatRunInfo(info: RunInfo): string {
  const json = JSON.stringify(
    {
      format_version: FORMAT_VERSION,
      status: info.status,
      fixpoint_version: info.fixpointVersion,
      model: info.model,
      config: info.config,
      options: info.options,
      interventions: info.interventions,
      seed: info.seed,
      engine: info.engine,
      rollouts: info.rollouts,
      started: info.started,
      finished: info.finished,
      imported_from: info.importedFrom,
    },
    null,
    2,
  );
  // Thousands of pairs: on one line.
  const pairs = info.stepsIndex?.rowGroups.map(({ rollouts, bytes }) => [rollouts, bytes]);
  const index = JSON.stringify(info.stepsIndex && { bytes: info.stepsIndex.bytes, row_groups: pairs });
  return `${json.slice(0, -2)},\n  "steps_index": ${index}\n}\n`;
}

/** Reads the parsed `run.json`. Throws where it is none, or of a newer version. */
export function readRunInfo(value: unknown, where: string): RunInfo {
  const wrong = (key: string, got: unknown, expected: string): FixpointError =>
    invalid("run", `${key} is ${describeValue(got)}`, { expected, where });
  if (!isObject(value)) throw wrong("run.json", value, "an object");
  const version = value["format_version"];
  if (!isCount(version)) throw wrong("format_version", version, "a number");
  if (version > FORMAT_VERSION) {
    const expected = `at most ${FORMAT_VERSION}; it was written by a newer fixpoint`;
    throw unsupported("run", `format version ${version}`, { expected, where });
  }

  function read<T>(key: string, is: (got: unknown) => got is T, expected: string): T {
    const got = (value as Readonly<Record<string, unknown>>)[key];
    if (!is(got)) throw wrong(key, got, expected);
    return got;
  }
  return {
    status: read("status", isStatus, "running or complete"),
    fixpointVersion: read("fixpoint_version", isString, "a string"),
    model: read("model", orNull(isModel), "a model's architecture, file and sha256, or null"),
    config: read("config", isJsonObject, "an object"),
    options: read("options", isJsonObject, "an object"),
    interventions: read("interventions", isStrings, "a list of strings"),
    seed: read("seed", orNull(isInteger), "an integer or null"),
    engine: read("engine", orNull(isString), "a string or null"),
    rollouts: read("rollouts", orNull(isCount), "a number or null"),
    started: read("started", isString, "a date"),
    finished: read("finished", orNull(isString), "a date or null"),
    importedFrom: read("imported_from", orNull(isJsonStyle), "a style or null"),
    stepsIndex: stepsIndex(read("steps_index", orNull(isIndex), "bytes and row_groups, or null")),
  };
}

interface WrittenIndex {
  readonly bytes: number;
  readonly row_groups: readonly (readonly [rollouts: number, bytes: number])[];
}

function stepsIndex(written: WrittenIndex | null): StepsIndex | null {
  if (written === null) return null;
  const rowGroups = written.row_groups.map(([rollouts, bytes]) => ({ rollouts, bytes }));
  return { bytes: written.bytes, rowGroups };
}

function orNull<T>(is: (value: unknown) => value is T): (value: unknown) => value is T | null {
  return (value): value is T | null => value === null || is(value);
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isCount(value: unknown): value is number {
  return isInteger(value) && value >= 0;
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isString);
}

function isIndex(value: unknown): value is WrittenIndex {
  if (!isObject(value)) return false;
  const { bytes, row_groups: pairs } = value;
  const isPair = (pair: unknown): boolean => Array.isArray(pair) && pair.length === 2 && pair.every(isCount);
  return isCount(bytes) && Array.isArray(pairs) && pairs.every(isPair);
}

function isStatus(value: unknown): value is RunInfo["status"] {
  return value === "running" || value === "complete";
}

function isModel(value: unknown): value is ModelIdentity {
  return isObject(value) && ["architecture", "file", "sha256"].every((key) => isString(value[key]));
}

/** What `JSON.parse` gives holds nothing but JSON. */
function isJsonObject(value: unknown): value is JsonObject {
  return isObject(value);
}
