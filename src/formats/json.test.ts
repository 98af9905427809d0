/** @file Tests of JSON that nobody vouches for. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "./json.ts";

const parse = (text: string) => parseJson(text, "config", "config.json");

describe("parseJson", () => {
  it("gives what JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(parse(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("refuses an object that names a key twice, however the key is written", () => {
    expect(() => parse('{"a": 1, "b": {"a": 2}, "a": 3}')).toThrow(
      "invalid config: 'a' is there twice (in config.json)",
    );
    expect(() => parse('{"a": 1, "\\u0061": 3}')).toThrow("'a' is there twice");
    expect(() => parse(`{"a"${" ".repeat(500)}: 1, "a"${"\n".repeat(500)}: 3}`)).toThrow("'a' is there twice");
    expect(parse('{"a": "a", "b": [{"a": 1}, {"a": "\\"a\\":"}]}')).toEqual({ a: "a", b: [{ a: 1 }, { a: '"a":' }] });
  });

  it("refuses what is not JSON, too deep or too large", () => {
    expect(() => parse('{"a": 1')).toThrow("invalid config: it is not JSON (in config.json)");
    expect(() => parse('"\\')).toThrow("it is not JSON");
    expect(() => parse("[".repeat(33))).toThrow("it is nested deeper than 32 levels");
    expect(() => parse(`[${"[],".repeat(1_000_000)}[]]`)).toThrow("more than 1000000 lists and mappings");
  });

  it("keeps a key named __proto__ a key", () => {
    const parsed = parse('{"__proto__": {"polluted": true}}');
    expect(Object.keys(parsed as object)).toEqual(["__proto__"]);
    expect({}).not.toHaveProperty("polluted");
  });
});
