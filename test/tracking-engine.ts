/**
 * @file An engine that keeps count of its tensors, as memory on a GPU would: everything that is made must be disposed of, once,
 * and not be used afterwards.
 */

import type { Engine, EngineTensor } from "../src/engine/engine.ts";

export interface TrackingEngine extends Engine {
  /** Tensors that were made and not yet disposed of. */
  live(): number;
}

/** Works like `engine`; throws where a tensor is used that is not live. */
export function trackingEngine(engine: Engine): TrackingEngine {
  const live = new Set<EngineTensor>();
  const made = (tensor: EngineTensor): EngineTensor => {
    live.add(tensor);
    return tensor;
  };
  const used = (tensor: EngineTensor): EngineTensor => {
    if (!live.has(tensor)) throw new Error("a tensor was used that nobody made, or after it was disposed of");
    return tensor;
  };
  return {
    ...engine,
    live: () => live.size,
    async compile(graph, options) {
      const executable = await engine.compile(graph, options);
      return {
        async run(inputs) {
          Object.values(inputs).forEach(used);
          const outputs = await executable.run(inputs);
          Object.values(outputs).forEach(made);
          return outputs;
        },
        release: () => executable.release(),
      };
    },
    upload: (shape, data) => made(engine.upload(shape, data)),
    read: (tensor) => engine.read(used(tensor)),
    dispose(tensor) {
      live.delete(used(tensor));
      engine.dispose(tensor);
    },
  };
}
