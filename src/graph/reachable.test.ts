import { expect, it } from "vitest";
import { add, createGraph, mul } from "./build.ts";
import { reachableValues } from "./reachable.ts";

it("what outputs need comes in topological order, once each, and nothing else", () => {
  const graph = createGraph();
  const [x, unused] = [graph.input("x", "f32", [1]), graph.input("unused", "f32", [1])];
  const doubled = add(x, x);
  add(unused, x);
  const squared = mul(doubled, doubled);
  graph.output("first", squared);
  graph.output("second", doubled);
  expect(reachableValues(graph)).toEqual([x, doubled, squared]);
});

it("nothing is needed where there is no output", () => {
  const graph = createGraph();
  graph.input("x", "f32", [1]);
  expect(reachableValues(graph)).toEqual([]);
});

it("a deep graph needs no deep stack", () => {
  const graph = createGraph();
  let value = graph.input("x", "f32", [1]);
  for (let depth = 0; depth < 20_000; depth++) value = add(value, value);
  graph.output("y", value);
  expect(reachableValues(graph)).toHaveLength(20_001);
});
