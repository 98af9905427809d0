import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGraph, where } from "../../src/graph/build.ts";
import { gradients } from "../../src/graph/gradient/gradients.ts";
import { CASES } from "../conformance/cases.ts";
import { numericalGradient, sum, worstDifference } from "./differences.ts";
import { exactly, type Feeds } from "./exact.ts";
import {
  askedOf,
  built,
  COMPARISONS,
  DIFFERENTIABLE,
  floatCases,
  smoothElements,
  weighted,
} from "./operation-cases.ts";

describe("the gradient of an operation", () => {
  it.each(DIFFERENTIABLE)("agrees with finite differences: %s", (name) => {
    fc.assert(
      fc.property(floatCases(name), fc.nat(), fc.boolean(), (drawn, seed, uniform) => {
        const graph = createGraph();
        const own = built(graph, drawn);
        // A plain sum sends the same gradient everywhere, which takes other ways through the rules.
        const loss = uniform ? own.out : weighted(graph, own.out, seed);
        const asked = askedOf(name, own);
        const elements = smoothElements(name, drawn, seed);
        const feeds: Feeds = (input) => elements[Number(input)];
        const found = exactly(graph, gradients(loss, asked))(feeds);
        const evaluate = exactly(graph, [loss]);
        asked.forEach((input, place) => {
          const varied = elements[own.values.indexOf(input)] as Float64Array;
          const expected = numericalGradient(() => sum(evaluate(feeds)[0] ?? []), varied);
          expect(worstDifference(found[place] ?? [], expected)).toBeLessThan(1e-8);
        });
      }),
      { numRuns: 50, seed: 4 },
    );
  });

  it.each([...COMPARISONS, "where"] as const)("is nothing to what is compared: %s", (name) => {
    fc.assert(
      fc.property(CASES[name], (drawn) => {
        const graph = createGraph();
        const { values, out } = built(graph, drawn);
        const compared = (name === "where" ? values.slice(0, 1) : values).filter(({ dtype }) => dtype === "f32");
        fc.pre(compared.length > 0 && out.dtype !== "i32");
        const loss = out.dtype === "bool" ? where(out, 2, 1) : out;
        const found = exactly(graph, gradients(loss, compared))((input) => drawn.inputs[Number(input)]?.data);
        for (const elements of found) expect(elements.every((x) => x === 0)).toBe(true);
      }),
      { numRuns: 10, seed: 4 },
    );
  });
});
