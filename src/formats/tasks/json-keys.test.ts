/** @file Tests of the order of keys. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { topLevelKeys } from "./json-keys.ts";

describe("topLevelKeys", () => {
  it("gives the keys as they stand, and none of the inner ones", () => {
    const json = String.raw` { "b" : {"x": [1, {"y": "z"}]}, "10": ["a", "b"], "9":null, "a\"\\":"}{,\":", "\u00e9": 1}`;
    expect(topLevelKeys(json)).toEqual(["b", "10", "9", 'a"\\', "é"]);
    expect(topLevelKeys("{}")).toEqual([]);
    expect(topLevelKeys('["a", {"b": 1}]')).toEqual([]);
  });

  it("gives the keys that JSON.parse gives", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()),
        fc.integer({ min: 0, max: 2 }),
        (value, space) => {
          expect(topLevelKeys(JSON.stringify(value, null, space))).toEqual(Object.keys(value));
        },
      ),
    );
  });
});
