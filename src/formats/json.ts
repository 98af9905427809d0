/**
 * @file JSON from files that nobody vouches for: as `JSON.parse`, but an object that names a key twice is refused
 * (`JSON.parse` would keep the last), and so are nesting and sizes that no file of ours has.
 */

import { type FixpointError, invalid } from "../errors.ts";
import { quote } from "./quote.ts";

const DEEPEST = 32;
const MOST_CONTAINERS = 1_000_000;

/** The parsed value; throws `invalid <what>: …` where the text is not such JSON. */
export function parseJson(text: string, what: string, where: string): unknown {
  const wrong = (got: string): FixpointError => invalid(what, got, { where });
  if (text.trim() === "") throw wrong("it is empty");
  checkStructure(text, wrong);
  try {
    return JSON.parse(text);
  } catch {
    throw wrong("it is not JSON");
  }
}

/** Runs before `JSON.parse`, and so over any text: it finds brackets and keys, and judges nothing else. */
function checkStructure(text: string, wrong: (got: string) => FixpointError): void {
  const keysOfOpen: Set<string>[] = [];
  let containers = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{" || character === "[") {
      keysOfOpen.push(new Set());
      if (keysOfOpen.length > DEEPEST) throw wrong(`it is nested deeper than ${DEEPEST} levels`);
      if (++containers > MOST_CONTAINERS) throw wrong(`it holds more than ${MOST_CONTAINERS} lists and mappings`);
    } else if (character === "}" || character === "]") {
      keysOfOpen.pop();
    } else if (character === '"') {
      const end = closingQuote(text, at);
      if (text[afterSpace(text, end + 1)] === ":") {
        const key = unescaped(text.slice(at, end + 1));
        if (keysOfOpen.at(-1)?.has(key)) throw wrong(`${quote(key)} is there twice`);
        keysOfOpen.at(-1)?.add(key);
      }
      at = end;
    }
  }
}

/** Index of the quote that ends the string starting at `start`; the end of the text where there is none. */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at++;
  return at;
}

function unescaped(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal;
  }
}
