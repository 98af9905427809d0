import { afterAll, describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../engine/reference/engine.ts";
import { createGraph } from "../../graph/build.ts";
import { emaRate, emaStep } from "./ema.ts";

const engine = createReferenceEngine();
afterAll(() => engine.close());

describe("the average", () => {
  it("keeps `rate` of itself", async () => {
    const graph = createGraph();
    const [average, parameter, rate] = ["average", "parameter", "rate"].map((name) => graph.input(name, "f32", []));
    graph.output("next", emaStep(average as never, parameter as never, rate as never));
    const executable = await engine.compile(graph);
    const given = { average: 2, parameter: 10, rate: 0.75 };
    const tensors = Object.entries(given).map(([name, value]) => [name, engine.upload([], Float32Array.of(value))]);
    const { next } = await executable.run(Object.fromEntries(tensors));
    expect((await engine.read(next as never))[0]).toBe(4);
  });

  it("has upstream's rate from the first step on, or grows into it", () => {
    expect(emaRate(1, { rate: 0.999, warmup: false })).toBe(0.999);
    expect(emaRate(1, { rate: 0.999, warmup: true })).toBeCloseTo(2 / 11, 12);
    expect(emaRate(100, { rate: 0.999, warmup: true })).toBeCloseTo(101 / 110, 12);
    expect(emaRate(100_000, { rate: 0.999, warmup: true })).toBe(0.999);
  });
});
