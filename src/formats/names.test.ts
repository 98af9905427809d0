/** @file Tests of tensor names. */

import { expect, it } from "vitest";
import { stripPrefixes } from "./names.ts";

it("strips every prefix that training adds, in whatever order and however often", () => {
  expect(stripPrefixes("_orig_mod.model.inner.L_level.layers.0.mlp.down_proj.weight")).toBe(
    "L_level.layers.0.mlp.down_proj.weight",
  );
  expect(stripPrefixes("model._orig_mod.inner.H_init")).toBe("H_init");
  expect(stripPrefixes("model.model.inner.H_init")).toBe("H_init");
  expect(stripPrefixes("q_head.weight")).toBe("q_head.weight");
  expect(stripPrefixes("lm_head.model.weight")).toBe("lm_head.model.weight");
  expect(stripPrefixes("inner_model.weight")).toBe("inner_model.weight");
});
