/**
 * @file The reference engine: plain TypeScript in float64, slow on purpose. States stay in float64 between runs; what is
 * read is rounded to float32.
 */

import { reachableValues } from "../../graph/reachable.ts";
import { sizeOf } from "../../graph/shape.ts";
import type { Graph, Value } from "../../graph/types.ts";
import type { Engine, EngineTensor, EngineTensors, Executable } from "../engine.ts";
import { type Elements, evaluate } from "./evaluate.ts";

interface ReferenceTensor extends EngineTensor {
  readonly elements: Elements;
}

function elementsOf(tensor: EngineTensor): Elements {
  if (!("elements" in tensor) || !(tensor.elements instanceof Float64Array))
    throw new Error("a tensor of another engine");
  return tensor.elements;
}

export function createReferenceEngine(): Engine {
  return {
    name: "reference",
    description: "reference, plain TypeScript in float64, 1 thread",
    async compile(graph) {
      return compile(graph);
    },
    upload(shape, data) {
      if (data.length !== sizeOf(shape)) throw new Error(`upload of ${data.length} elements as [${shape}]`);
      const dtype = data instanceof Float32Array ? "f32" : "i32";
      const tensor: ReferenceTensor = { dtype, shape, elements: Float64Array.from(data) };
      return tensor;
    },
    async read(tensor) {
      return Float32Array.from(elementsOf(tensor));
    },
    dispose() {},
    async close() {},
  };
}

function compile(graph: Graph): Executable {
  const order = reachableValues(graph);
  const constants = new Map<Value, Elements>();
  for (const value of order) {
    if (value.operation.op === "constant") constants.set(value, Float64Array.from(value.operation.data));
  }
  return {
    async run(inputs: EngineTensors) {
      const known = new Map(constants);
      for (const value of order) {
        if (value.operation.op === "constant") continue;
        if (value.operation.op === "input") {
          const tensor = inputs[value.operation.name];
          if (tensor === undefined) throw new Error(`input ${value.operation.name} is missing`);
          known.set(value, elementsOf(tensor));
          continue;
        }
        const elements = evaluate(
          value,
          value.inputs.map((input) => known.get(input) as Elements),
        );
        known.set(value, elements);
      }
      const outputs: Record<string, EngineTensor> = {};
      for (const [name, value] of graph.outputs) {
        const tensor: ReferenceTensor = {
          dtype: value.dtype,
          shape: value.shape,
          elements: known.get(value) as Elements,
        };
        outputs[name] = tensor;
      }
      return outputs;
    },
    async release() {},
  };
}
