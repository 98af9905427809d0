import { expect, it } from "vitest";
import { lastInterference } from "./last-interference.ts";

it.each([
  ["", 0],
  ["noise@5:target=z_L,sigma=1", 5],
  ["noise@3-8:target=z_L,sigma=1 ablate@5.2.3:target=z_H", 8],
  ["push@2:toward=target,rate=1 noise@*:target=z_L,sigma=1,when=settled", Number.POSITIVE_INFINITY],
  ["patch@0:target=z_L,from=some@run#3", 1],
  ["something else@once", 0],
])("%s acts last at supervision step %d", (specs, step) => {
  expect(lastInterference(specs)).toBe(step);
});
