/**
 * @file The reference engine: plain TypeScript in float64, slow on purpose. States stay in float64 between runs; what is
 * read is rounded to float32.
 */

import { reachableValues } from "../../graph/reachable.ts";
import { sameShape, sizeOf } from "../../graph/shape.ts";
import type { Graph, Value } from "../../graph/types.ts";
import type { Engine, EngineTensor, EngineTensors, Executable } from "../engine.ts";
import { type Elements, evaluate } from "./evaluate.ts";

interface ReferenceTensor extends EngineTensor {
  readonly elements: Elements;
}

function elementsOf(tensor: EngineTensor, disposed: WeakSet<EngineTensor>): Elements {
  if (!("elements" in tensor) || !(tensor.elements instanceof Float64Array))
    throw new Error("a tensor of another engine");
  if (disposed.has(tensor)) throw new Error("a tensor that was disposed of");
  return tensor.elements;
}

export function createReferenceEngine(): Engine {
  // Nothing is freed by hand here; this only makes mistakes show that would be mistakes on a GPU.
  const disposed = new WeakSet<EngineTensor>();
  const open = new Set<Executable>();
  return {
    name: "reference",
    description: "reference, plain TypeScript in float64, 1 thread",
    async compile(graph) {
      const evaluateGraph = compile(graph);
      const executable: Executable = {
        async run(inputs) {
          if (!open.has(executable)) throw new Error("run of a released executable");
          return evaluateGraph((name) => elementsOf(checkInput(graph, name, inputs[name]), disposed));
        },
        async release() {
          open.delete(executable);
        },
      };
      open.add(executable);
      return executable;
    },
    upload(shape, data) {
      if (data.length !== sizeOf(shape)) throw new Error(`upload of ${data.length} elements as [${shape}]`);
      const dtype = data instanceof Float32Array ? "f32" : "i32";
      const tensor: ReferenceTensor = { dtype, shape, elements: Float64Array.from(data) };
      return tensor;
    },
    async read(tensor) {
      if (tensor.dtype !== "f32") throw new Error(`read of a ${tensor.dtype} tensor`);
      return Float32Array.from(elementsOf(tensor, disposed));
    },
    dispose(tensor) {
      disposed.add(tensor);
    },
    async close() {
      open.clear();
    },
  };
}

function checkInput(graph: Graph, name: string, given: EngineTensor | undefined): EngineTensor {
  const wanted = graph.inputs.get(name);
  if (given === undefined || wanted === undefined) throw new Error(`input ${name} is missing`);
  if (given.dtype !== wanted.dtype || !sameShape(given.shape, wanted.shape)) {
    throw new Error(`${given.dtype} [${given.shape}] as input ${name}, ${wanted.dtype} [${wanted.shape}]`);
  }
  return given;
}

/** The graph as a function from its inputs' elements to its outputs. */
function compile(graph: Graph): (input: (name: string) => Elements) => EngineTensors {
  const order = reachableValues(graph);
  const constants = new Map<Value, Elements>();
  for (const value of order) {
    if (value.operation.op === "constant") constants.set(value, Float64Array.from(value.operation.data));
  }
  return (input) => {
    const known = new Map(constants);
    for (const value of order) {
      const { operation, inputs } = value;
      if (operation.op === "constant") continue;
      const elements =
        operation.op === "input"
          ? input(operation.name)
          : evaluate(
              value,
              inputs.map((operand) => known.get(operand) as Elements),
            );
      known.set(value, elements);
    }
    const outputs: Record<string, ReferenceTensor> = {};
    for (const [name, value] of graph.outputs) {
      outputs[name] = { dtype: value.dtype, shape: value.shape, elements: known.get(value) as Elements };
    }
    return outputs;
  };
}
