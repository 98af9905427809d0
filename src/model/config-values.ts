/**
 * @file Upstream's keys, looked up in the config files around a checkpoint in the order of their precedence, with the name of
 * the file that said so for the error message.
 */

import { describeValue } from "../arc/describe.ts";
import { type FixpointError, invalid } from "../errors.ts";
import type { Architecture } from "./config.ts";
import type { ConfigSources } from "./resolve-config.ts";

export interface ConfigValues {
  readonly checkpoint: string;
  /** Defaults that were taken. */
  readonly notes: readonly string[];
  /** A positive whole number; where no file has it, `fallback` with a note, unless `known` says that it is no guess. */
  count(key: string, fallback: number, known?: boolean): number;
  /** A non-negative whole number, or nothing. */
  optional(key: string): number | undefined;
  /** A positive number that few files state: the default goes without saying. */
  quiet(key: string, fallback: number): number;
  text(key: string): string | undefined;
  /** `expansion`, where a file has it. */
  expansion(): number | undefined;
  /** Throws where a file states something else than the tensors show. */
  agree(key: string, shown: number | boolean): void;
  agreeArchitecture(shown: Architecture): void;
  disagreement(key: string, stated: string, shown: string): FixpointError;
  /** The file that states the key. */
  whereIs(key: string): string;
}

interface Source {
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** `arch:` of an `all_config.yaml` with what stands beside it, or a flat file of the model's own arguments. */
function flatten({ name, values }: Source): Source {
  const nested = values["arch"];
  if (typeof nested !== "object" || nested === null || Array.isArray(nested)) return { name, values };
  const arch: Readonly<Record<string, unknown>> = { ...nested };
  return { name, values: { ...arch, arch_name: arch["name"] ?? values["arch_name"] } };
}

export function configValues({ files, named, checkpoint }: ConfigSources): ConfigValues {
  const sources = [...files.map(flatten), { name: checkpoint, values: named.embeddedConfig }];
  const notes: string[] = [];
  const holder = (key: string): Source | undefined =>
    sources.find(({ values }) => values[key] !== undefined && values[key] !== null);
  const stated = (key: string): unknown => holder(key)?.values[key];
  const whereIs = (key: string): string => holder(key)?.name ?? checkpoint;

  function number(key: string, expected: string, fits: (value: number) => boolean): number | undefined {
    const value = stated(key);
    if (value === undefined) return undefined;
    if (typeof value !== "number" || !fits(value))
      throw invalid(key, written(value), { expected, where: whereIs(key) });
    return value;
  }
  const disagreement = (key: string, value: string, shown: string): FixpointError =>
    invalid("config", `${key} is ${value}`, {
      expected: `${shown}, as the tensors of ${checkpoint} show`,
      where: whereIs(key),
    });

  return {
    checkpoint,
    notes,
    whereIs,
    disagreement,
    count(key, fallback, known = false) {
      const value = number(key, `a whole number from 1 to ${MAX_COUNT}`, isCount);
      if (value !== undefined) return value;
      if (!known) notes.push(`${key} is not stated, taking ${fallback}, as published`);
      return fallback;
    },
    optional: (key) => number(key, `a whole number from 0 to ${MAX_COUNT}`, (x) => x === 0 || isCount(x)),
    quiet: (key, fallback) => number(key, "a positive number", (x) => Number.isFinite(x) && x > 0) ?? fallback,
    text(key) {
      const value = stated(key);
      if (value === undefined) return undefined;
      if (typeof value !== "string") throw invalid(key, written(value), { expected: "a text", where: whereIs(key) });
      return value;
    },
    expansion: () => number("expansion", "a positive number", (x) => Number.isFinite(x) && x > 0),
    agree(key, shown) {
      const value = stated(key);
      if (value !== undefined && value !== shown) throw disagreement(key, written(value), String(shown));
    },
    agreeArchitecture(shown) {
      for (const key of ["arch_name", "architecture"]) {
        const name = stated(key);
        const named = typeof name === "string" ? architectureOf(name) : undefined;
        if (named !== undefined && named !== shown) throw disagreement(key, String(name), shown);
      }
    },
  };
}

const LONGEST_TEXT = 60;

/** A foreign value as it stands in an error message. */
const written = (value: unknown): string =>
  typeof value === "string" && value.length <= LONGEST_TEXT ? JSON.stringify(value) : describeValue(value);

/** Larger counts are typing mistakes, and would only run out of memory later. */
const MAX_COUNT = 1_000_000;

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0 && value <= MAX_COUNT;

/**
 * `recursive_reasoning.trm_singlez@TinyRecursiveReasoningModel_ACTV1` (upstream's) and `trm-singlez` (ours) → `trm-singlez`;
 * `undefined` for a name of a fork.
 */
export function architectureOf(name: string): Architecture | undefined {
  const file = name.split("@")[0]?.split(".").at(-1) ?? "";
  if (/^trm[_-]singlez/.test(file)) return "trm-singlez";
  if (file.startsWith("trm")) return "trm";
  if (file.startsWith("hrm")) return "hrm";
  return undefined;
}
