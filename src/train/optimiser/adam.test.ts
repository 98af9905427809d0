import { afterAll, describe, expect, it } from "vitest";
import { createReferenceEngine } from "../../engine/reference/engine.ts";
import { createGraph } from "../../graph/build.ts";
import { type AdamOptions, adamRates, adamStep } from "./adam.ts";

const engine = createReferenceEngine();
afterAll(() => engine.close());

interface Scalars {
  p: number;
  m: number;
  v: number;
}

/** Several steps on one number with these gradients, as the graph does them. */
async function adam(options: AdamOptions, gradients: readonly number[], lr: number, decay: number): Promise<Scalars> {
  const graph = createGraph();
  const input = (name: string) => graph.input(name, "f32", []);
  const rates = { kept: input("kept"), stepSize: input("stepSize"), secondCorrection: input("secondCorrection") };
  const after = adamStep({ parameter: input("p"), m: input("m"), v: input("v") }, input("g"), rates, options);
  graph.output("next p", after.parameter);
  graph.output("next m", after.m);
  graph.output("next v", after.v);
  const executable = await engine.compile(graph);
  let now: Scalars = { p: 0.5, m: 0, v: 0 };
  for (const [index, g] of gradients.entries()) {
    const given = { ...now, g, ...adamRates(index + 1, lr, decay, options) };
    const tensors = Object.entries(given).map(([name, value]) => [name, engine.upload([], Float32Array.of(value))]);
    const outputs = await executable.run(Object.fromEntries(tensors));
    const read = async (name: string) => (await engine.read(outputs[name] as never))[0] as number;
    now = { p: await read("next p"), m: await read("next m"), v: await read("next v") };
  }
  return now;
}

describe("Adam", () => {
  const betas = { beta1: 0.9, beta2: 0.95 };
  const gradients = [0.3, -0.1, 0.02, 0];

  it("with the arctangent: the first bias correction stands outside it", async () => {
    let [p, m, v] = [0.5, 0, 0];
    gradients.forEach((g, index) => {
      p *= 1 - 0.01 * 0.1;
      m += 0.1 * (g - m);
      v = 0.95 * v + 0.05 * g * g;
      const t = index + 1;
      p -= (0.01 / (1 - 0.9 ** t)) * Math.atan2(m, Math.sqrt(v) / Math.sqrt(1 - 0.95 ** t));
    });
    const found = await adam({ ...betas, optimizer: "adam_atan2" }, gradients, 0.01, 0.1);
    expect(found.p).toBeCloseTo(p, 7);
    expect(found.m).toBeCloseTo(m, 7);
    expect(found.v).toBeCloseTo(v, 7);
  });

  it("with decoupled weight decay, as PyTorch's AdamW", async () => {
    let [p, m, v] = [0.5, 0, 0];
    gradients.forEach((g, index) => {
      p *= 1 - 0.01 * 0.1;
      m = 0.9 * m + 0.1 * g;
      v = 0.95 * v + 0.05 * g * g;
      const t = index + 1;
      p -= (0.01 * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.95 ** t)) + 1e-8);
    });
    const found = await adam({ ...betas, optimizer: "adamw" }, gradients, 0.01, 0.1);
    expect(found.p).toBeCloseTo(p, 7);
  });

  it("takes atan2(0, 0) for 0: a parameter without gradient only decays", async () => {
    const found = await adam({ ...betas, optimizer: "adam_atan2" }, [0, 0], 0.01, 0.1);
    expect(found.p).toBeCloseTo(0.5 * (1 - 0.001) ** 2, 7);
  });
});
