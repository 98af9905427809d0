/**
 * @file Configuration as people and upstream write it: YAML (`all_config.yaml`, recipes) and JSON (`config.json`).
 */

import { parseDocument } from "yaml";
import { FixpointError, invalid } from "../errors.ts";
import { parseJson } from "./json.ts";
import { quote } from "./quote.ts";

/** Upstream's are 1 kB long. The YAML parser takes quadratic time: half a second for the worst that is let in. */
const LONGEST_YAML = 2 ** 15;
const LONGEST_JSON = 2 ** 20;
/** Uses of anchors: a few lines of YAML can otherwise stand for billions of values. */
const MOST_ALIASES = 100;
const DEEPEST = 32;

/**
 * The mapping that a config file holds: as JSON where its name ends in `.json`, else as YAML 1.2 (so `1e-4` is a number).
 * Keys are strings and none is `__proto__`; custom tags are refused. Throws a `FixpointError` for anything else.
 */
export function parseConfig(text: string, name: string): Record<string, unknown> {
  const isJson = name.toLowerCase().endsWith(".json");
  const longest = isJson ? LONGEST_JSON : LONGEST_YAML;
  if (text.length > longest) {
    throw invalid("config", `${text.length} characters long`, { expected: `at most ${longest}`, where: name });
  }
  const parsed = isJson ? parseJson(text, "config", name) : parseYaml(text, name);
  const plain = plainValue(parsed, name, 0);
  if (!isMapping(plain)) throw invalid("config", "it is not a mapping", { expected: "key: value", where: name });
  return plain;
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Mappings of both parsers as ordinary objects. */
function plainValue(value: unknown, where: string, depth: number): unknown {
  if (depth > DEEPEST) throw wrong(where, `it is nested deeper than ${DEEPEST} levels`);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plainValue(item, where, depth + 1));
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  if (!(value instanceof Map) && Object.getPrototypeOf(value) !== Object.prototype) {
    throw wrong(where, "it holds a value that is neither a number, a text, a list nor a mapping");
  }
  return Object.fromEntries(entries.map(([key, item]) => [keyName(key, where), plainValue(item, where, depth + 1)]));
}

function keyName(key: unknown, where: string): string {
  if (key === "__proto__" || (typeof key === "object" && key !== null)) {
    throw wrong(where, `a key ${key === "__proto__" ? quote(key) : "that is a list or a mapping"}`);
  }
  return String(key);
}

function wrong(where: string, got: string): FixpointError {
  return invalid("config", got, { where });
}

/** Mappings as `Map`s, so that a key can be anything until it is looked at. */
function parseYaml(text: string, name: string): unknown {
  try {
    const document = parseDocument(text, { logLevel: "error", prettyErrors: false });
    const [problem] = [...document.errors, ...document.warnings];
    if (problem !== undefined) {
      const line = text.slice(0, problem.pos[0]).split("\n").length;
      throw wrong(name, `line ${line}: ${firstLine(problem.message)}`);
    }
    return document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof FixpointError) throw error;
    // The parser's own limits: too many aliases, or nesting beyond its stack.
    throw wrong(name, firstLine(error instanceof Error ? error.message : String(error)));
  }
}

function firstLine(message: string): string {
  const line = message.split("\n", 1)[0] ?? "";
  return line.charAt(0).toLowerCase() + line.slice(1);
}
