import { describe, expect, it } from "vitest";
import { normalStream } from "../../src/random/stream.ts";
import { derivative, sum } from "./differences.ts";
import { exactly, type Feeds } from "./exact.ts";
import { NETWORKS, networkGradient } from "./networks.ts";

describe.each(Object.entries(NETWORKS))("through %s", (_, network) => {
  it("the gradient to every weight and to the state agrees with finite differences", () => {
    const { graph, loss, gradients, feeds } = networkGradient(network);
    const elements = new Map([...feeds].map(([name, { data }]) => [name, Float64Array.from(data)]));
    const feed: Feeds = (name) => elements.get(name);
    const found = exactly(graph, [...gradients.values()])(feed);
    const evaluate = exactly(graph, [loss]);
    const normal = normalStream(77);
    const wrong = [...gradients.keys()].flatMap((name, place) => {
      const own = found[place] as Float64Array;
      const varied = elements.get(name) as Float64Array<ArrayBuffer>;
      const direction = unit(Float64Array.from(varied, () => normal()));
      const expected = derivative((step) => {
        elements.set(
          name,
          varied.map((x, i) => x + step * (direction[i] as number)),
        );
        return sum(evaluate(feed)[0] ?? []);
      });
      elements.set(name, varied);
      const got = dot(own, direction);
      const error = Math.abs(got - expected) / lengthOf(own);
      return error < 1e-8 ? [] : [`${name}: ${got} for ${expected}`];
    });
    expect(wrong).toEqual([]);
    expect(gradients.size).toBeGreaterThan(8);
  });
});

const dot = (a: Float64Array, b: Float64Array): number => sum(a.map((x, i) => x * (b[i] as number)));
const lengthOf = (a: Float64Array): number => Math.sqrt(dot(a, a));

function unit(a: Float64Array): Float64Array {
  const length = lengthOf(a);
  return a.map((x) => x / length);
}
