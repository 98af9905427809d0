/** @file Tests of foreign names in messages. */

import { expect, it } from "vitest";
import { quote } from "./quote.ts";

it("keeps a foreign name on one line, bounded, and inside its quotes", () => {
  expect(quote("H_level.layers.0")).toBe("'H_level.layers.0'");
  expect(quote("a\nb\u001b[2Jc\u2028d'e\\f")).toBe("'a\\u000ab\\u001b[2Jc\\u2028d\\'e\\\\f'");
  expect(quote("x".repeat(10_000)).length).toBeLessThan(130);
  expect(quote("größe 网格 😀")).toBe("'größe 网格 😀'");
});
