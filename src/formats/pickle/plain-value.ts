/**
 * @file What a pickle holds as plain JavaScript values: what a person or a program may look at, and nothing that acts.
 */

import type { FixpointError } from "../../errors.ts";
import { isKind, type PickleInstance, type PickleValue } from "./values.ts";

const DEEPEST = 64;
/** A list that holds the same list ten times, sixty levels deep, is a small pickle and a very large value. */
const MOST_VALUES = 100_000;

/** `pathlib.PosixPath` and its kin, whose arguments are the parts of the path. */
const PATH = /^pathlib(\._local)?\.\w*Path$/;

/**
 * Dicts as objects, lists, tuples and sets as arrays, paths as strings, namespaces and OmegaConf nodes as what they hold;
 * for everything else a string that says what stands there, such as `<torch.optim.Adam>`.
 * Throws what `wrong` makes where a value is too deep or too large; a value that holds itself is.
 */
export function plainValue(value: PickleValue, wrong: (got: string) => FixpointError): unknown {
  let values = 0;

  function plain(inner: PickleValue, depth: number): unknown {
    if (++values > MOST_VALUES) throw wrong(`more than ${MOST_VALUES} values`);
    if (depth > DEEPEST) throw wrong(`values nested deeper than ${DEEPEST} levels`);
    if (inner === null || typeof inner === "boolean" || typeof inner === "number") return inner;
    if (typeof inner === "string" || typeof inner === "bigint") return String(inner);
    if (isKind(inner, "list", "tuple", "set")) return inner.items.map((item) => plain(item, depth + 1));
    if (isKind(inner, "dict")) return plainObject(inner.entries, depth);
    if (isKind(inner, "global")) return inner.name;
    if (isKind(inner, "instance")) return plainInstance(inner, depth);
    return isKind(inner, "persistent") ? "<storage>" : "<bytes>";
  }

  function plainObject(entries: ReadonlyMap<PickleValue, PickleValue>, depth: number): Record<string, unknown> {
    const pairs: [string, unknown][] = [];
    for (const [key, item] of entries) {
      if (key === "__proto__") throw wrong("a key named '__proto__'");
      if (typeof key === "string" || typeof key === "number") pairs.push([String(key), plain(item, depth + 1)]);
    }
    return Object.fromEntries(pairs);
  }

  function plainInstance(instance: PickleInstance, depth: number): unknown {
    const { global, args, state, entries, items } = instance;
    if (PATH.test(global)) return pathOf(args.filter((part) => typeof part === "string"));
    if (isKind(state, "dict")) {
      if (global === "argparse.Namespace" || global === "types.SimpleNamespace") return plain(state, depth + 1);
      // OmegaConf: containers keep their nodes in `_content`, nodes their value in `_val`.
      const { entries: attributes } = state;
      const held = attributes.get("_content") ?? attributes.get("_val");
      if (global.startsWith("omegaconf.") && held !== undefined) return plain(held, depth + 1);
    }
    if (entries.size > 0) return plainObject(entries, depth);
    if (items.length > 0) return items.map((item) => plain(item, depth + 1));
    return `<${global}>`;
  }

  return plain(value, 0);
}

/** `("/", "home", "run")` → `/home/run` */
function pathOf(parts: readonly string[]): string {
  return parts.join("/").replace(/^\/\//, "/");
}
