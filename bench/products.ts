/**
 * @file The matrix products of one network application, alone: what the engine can do at the shapes that occur, and so the
 * floor under everything else.
 */

import type { Engine, EngineTensor } from "../src/engine/engine.ts";
import { createGraph, matmul, slice } from "../src/graph/build.ts";
import type { Shape, Value } from "../src/graph/types.ts";
import { type ModelConfig, positionsOf } from "../src/model/config.ts";
import { innerSize } from "../src/model/weight-shapes.ts";
import type { Subject } from "./measure.ts";

export interface Product {
  readonly name: string;
  readonly left: Shape;
  readonly right: Shape;
  /** A weight is known when the graph is compiled, and packed then. */
  readonly weight: boolean;
  /** How often it occurs in one application. */
  readonly times: number;
}

/** Multiplications and additions. */
export function operationsOf({ left, right, times }: Product): number {
  return 2 * times * left.reduce((a, b) => a * b, 1) * (right.at(-1) ?? 1);
}

/** Those of an attention network, batch B. */
export function productsOf(config: ModelConfig, batch: number): Product[] {
  const [rows, width, heads] = [positionsOf(config), config.hiddenSize, config.heads];
  const [inner, headDim, times] = [innerSize(4, width), width / heads, config.lLayers];
  const weight = (name: string, k: number, n: number): Product => ({
    name,
    left: [batch, rows, k],
    right: [k, n],
    weight: true,
    times,
  });
  const attention = (name: string, left: Shape, right: Shape): Product => ({ name, left, right, weight: false, times });
  return [
    weight("qkv", width, 3 * width),
    attention("scores", [batch, heads, rows, headDim], [batch, heads, headDim, rows]),
    attention("values", [batch, heads, rows, rows], [batch, heads, rows, headDim]),
    weight("output", width, width),
    weight("gate and up", width, 2 * inner),
    weight("down", inner, width),
  ];
}

const filled = (size: number): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => ((i * 7919) % 1000) / 1000 - 0.5);
const sizeOf = (shape: Shape): number => shape.reduce((a, b) => a * b, 1);

/** All products of an application, each as often as it occurs, in one graph. */
export async function productsSubject(engine: Engine, products: readonly Product[]): Promise<Subject> {
  const graph = createGraph();
  const inputs: Record<string, EngineTensor> = {};
  for (const { name, left, right, weight, times } of products) {
    for (let time = 0; time < times; time++) {
      const enter = (side: string, shape: Shape): Value => {
        const input = `${side} of ${name} ${time}`;
        inputs[input] = engine.upload(shape, filled(sizeOf(shape)));
        return graph.input(input, "f32", shape);
      };
      const b = weight ? graph.constant(right, filled(sizeOf(right))) : enter("right", right);
      graph.output(`${name} ${time}`, slice(matmul(enter("left", left), b), -1, 0, 1));
    }
  }
  const executable = await engine.compile(graph);
  return {
    name: "products",
    async run() {
      for (const tensor of Object.values(await executable.run(inputs))) engine.dispose(tensor);
    },
  };
}
