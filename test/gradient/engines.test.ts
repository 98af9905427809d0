import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, EngineTensor } from "../../src/engine/engine.ts";
import { createGraph, type GraphBuilder } from "../../src/graph/build.ts";
import { gradients } from "../../src/graph/gradient/gradients.ts";
import type { Value } from "../../src/graph/types.ts";
import { hasSoftwareWebGpu, testEngine } from "../engines.ts";
import { worstDifference } from "./differences.ts";
import { exactly } from "./exact.ts";
import { NETWORKS, networkGradient } from "./networks.ts";
import { askedOf, built, DIFFERENTIABLE, floatCases, smoothElements, weighted } from "./operation-cases.ts";

type Data = Float32Array | Int32Array;

/** What an engine makes of the values, against float64: the largest difference of each, relative to its largest element. */
async function differences(
  engine: Engine,
  graph: GraphBuilder,
  values: ReadonlyMap<string, Value>,
  feeds: ReadonlyMap<string, Data>,
): Promise<[name: string, difference: number][]> {
  for (const [name, value] of values) graph.output(`gradient ${name}`, value);
  const executable = await engine.compile(graph);
  const inputs = [...graph.inputs].map(([name, { shape }]) => [name, engine.upload(shape, feeds.get(name) as Data)]);
  const outputs = await executable.run(Object.fromEntries(inputs));
  const expected = exactly(graph, [...values.values()])((input) => feeds.get(input));
  const read = [...values.keys()].map((name) => engine.read(outputs[`gradient ${name}`] as EngineTensor));
  const got = await Promise.all(read);
  await executable.release();
  return [...values.keys()].map((name, place) => [
    name,
    worstDifference(got[place] as Float32Array, expected[place] ?? [], 0.1),
  ]);
}

/** Several cases of every operation in one graph, which is compiled once. */
function operationGradients() {
  const graph = createGraph();
  const feeds = new Map<string, Data>();
  const values = new Map<string, Value>();
  for (const name of DIFFERENTIABLE) {
    fc.sample(floatCases(name), { numRuns: 8, seed: 6 }).forEach((drawn, seed) => {
      const prefix = `${name} ${seed} `;
      const own = built(graph, drawn, prefix);
      const elements = smoothElements(name, drawn, seed);
      own.values.forEach(({ dtype }, place) => {
        const data = elements[place] as Float64Array;
        feeds.set(`${prefix}${place}`, dtype === "f32" ? Float32Array.from(data) : Int32Array.from(data));
      });
      const asked = askedOf(name, own);
      const loss = seed % 2 === 0 ? own.out : weighted(graph, own.out, seed);
      gradients(loss, asked).forEach((value, place) => {
        values.set(`${prefix}${place}`, value);
      });
    });
  }
  return { graph, values, feeds };
}

const ENGINES = [
  { name: "cpu", networks: Object.keys(NETWORKS) },
  { name: "wasm", networks: Object.keys(NETWORKS) },
  // Compiling on a software GPU takes seconds.
  { name: "webgpu", networks: ["TRM with attention", "TRM with mlp_t"] },
] as const;

describe.each(ENGINES)("on $name", ({ name: engineName, networks }) => {
  const missing = engineName === "webgpu" && !hasSoftwareWebGpu;
  describe.skipIf(missing)(missing ? "(needs chromium and libvulkan1)" : "gradients are those of float64", () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await testEngine(engineName);
    });
    afterAll(() => engine.close());

    it("of every operation", async () => {
      const { graph, values, feeds } = operationGradients();
      const found = await differences(engine, graph, values, feeds);
      expect(found.filter(([, difference]) => !(difference < 2e-6))).toEqual([]);
      expect(found.length).toBeGreaterThan(8 * DIFFERENTIABLE.length);
    });

    it.each(networks)("through %s", async (network) => {
      const { graph, gradients: values, feeds } = networkGradient(NETWORKS[network] ?? never());
      const data = new Map([...feeds].map(([name, tensor]) => [name, tensor.data]));
      const found = await differences(engine, graph, values, data);
      expect(found.filter(([, difference]) => !(difference < 4e-6))).toEqual([]);
    });
  });
});

function never(): never {
  throw new Error("no such network");
}
