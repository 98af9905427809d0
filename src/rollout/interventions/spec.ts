/**
 * @file The grammar of an intervention on the command line, `kind@moments:key=value,…`, taken apart and not yet understood.
 */

import { usage } from "../../errors.ts";

export interface SpecText {
  /** As given. */
  readonly text: string;
  readonly kind: string;
  readonly moments: string;
  readonly options: ReadonlyMap<string, string>;
}

const GRAMMAR = "kind@moments:key=value,…, such as noise@5:target=z_L,sigma=1";

/** Throws a usage error for what does not have this form and for a key given twice. Values may hold `@`, `:` and `=`. */
export function splitSpec(text: string): SpecText {
  // Every later error quotes the text, and an error is one line.
  if (text === "" || /\p{Cc}/u.test(text)) throw usage("intervention", JSON.stringify(text), { expected: GRAMMAR });
  const match = /^([^@:]+)@([^:]+)(?::(.*))?$/.exec(text);
  if (match === null) throw usage("intervention", text, { expected: GRAMMAR });
  const [, kind = "", moments = "", list] = match;
  const options = new Map<string, string>();
  for (const item of list === undefined ? [] : list.split(",")) {
    const equals = item.indexOf("=");
    if (equals < 1 || equals === item.length - 1) {
      const got = item === "" ? "nothing" : item;
      throw usage("option of an intervention", got, { expected: "key=value", where: text });
    }
    const key = item.slice(0, equals);
    if (options.has(key)) throw usage("option of an intervention", item, { expected: `${key} once`, where: text });
    options.set(key, item.slice(equals + 1));
  }
  return { text, kind, moments, options };
}
