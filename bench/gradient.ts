/**
 * @file `tsx bench/gradient.ts [ROUNDS] [THREADS]`: what one network application costs forward and backward, at width 128, 116 positions and
 * batch 32. The floor is three times its matrix products alone, since each is differentiated by two of its size.
 */

import { createEngine } from "../src/engine/create.ts";
import type { Engine, EngineTensor } from "../src/engine/engine.ts";
import { createGraph, mul } from "../src/graph/build.ts";
import { gradients } from "../src/graph/gradient/gradients.ts";
import { sizeOf } from "../src/graph/shape.ts";
import type { Shape, Value } from "../src/graph/types.ts";
import { type ModelConfig, positionsOf } from "../src/model/config.ts";
import { initialWeights } from "../src/model/initialise.ts";
import { applyNetwork } from "../src/model/network.ts";
import { interleave, type Subject } from "./measure.ts";
import { SMALL } from "./models.ts";
import { operationsOf, productsOf, productsSubject } from "./products.ts";

const BATCH = 32;

/** The network applied to a state; `backward` adds the gradients to the state and to all weights, which are inputs. */
async function applicationSubject(engine: Engine, config: ModelConfig, backward: boolean): Promise<Subject> {
  const graph = createGraph();
  const inputs: Record<string, EngineTensor> = {};
  const values = new Map<string, Value>();
  const enter = (name: string, shape: Shape, data: Float32Array): Value => {
    const value = values.get(name) ?? graph.input(name, "f32", shape);
    values.set(name, value);
    inputs[name] = engine.upload(shape, data);
    return value;
  };
  const weights = initialWeights(config, { seed: 1, gain: 0.6 });
  const weightValue = (name: string): Value => {
    const weight = weights.get(name);
    if (weight === undefined) throw new Error(`no weight ${name}`);
    return enter(name, weight.shape, weight.data);
  };
  const shape = [BATCH, positionsOf(config), config.hiddenSize];
  const wave = Float32Array.from({ length: sizeOf(shape) }, (_, place) => Math.sin(place));
  const after = applyNetwork(graph, { config, weightValue }, "L", enter("state", shape, wave));
  if (backward) {
    const asked = [...values.values()];
    const loss = mul(after, enter("what the loss sends back", shape, wave));
    for (const [place, value] of gradients(loss, asked).entries()) graph.output(`gradient ${place}`, value);
  } else {
    graph.output("after", after);
  }
  const executable = await engine.compile(graph);
  return {
    name: backward ? "forward and backward" : "forward",
    async run() {
      for (const tensor of Object.values(await executable.run(inputs))) engine.dispose(tensor);
    },
  };
}

const [rounds, threads] = process.argv.slice(2).map(Number);
const { engine } = await createEngine("cpu", threads === undefined ? {} : { threads });
const products = productsOf(SMALL, BATCH);
const timings = await interleave(
  [
    await productsSubject(engine, products),
    await applicationSubject(engine, SMALL, false),
    await applicationSubject(engine, SMALL, true),
  ],
  rounds ?? 30,
);
await engine.close();
const [floorMs = Number.NaN, forwardMs = Number.NaN, bothMs = Number.NaN] = timings.map(({ medianMs }) => medianMs);
const gflops = products.reduce((total, product) => total + operationsOf(product), 0) / floorMs / 1e6;
console.log(
  `products ${floorMs.toFixed(1)} ms (${gflops.toFixed(0)} GFLOP/s), forward ${forwardMs.toFixed(1)} ms = ` +
    `${(forwardMs / floorMs).toFixed(2)} × its products, forward and backward ${bothMs.toFixed(1)} ms = ` +
    `${(bothMs / floorMs / 3).toFixed(2)} × three times its products`,
);
