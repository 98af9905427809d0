/**
 * @file What an engine is: it compiles a graph and runs it on opaque handles, which may live on a GPU. Only what is read
 * comes back to the host.
 */

import type { Dtype, Graph, Shape } from "../graph/types.ts";

export const ENGINE_NAMES = ["cpu", "wasm", "webgpu", "cuda", "reference"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** A tensor of the engine that made it. It is valid until it is disposed of. */
export interface EngineTensor {
  readonly dtype: Dtype;
  readonly shape: Shape;
}

export type EngineTensors = Readonly<Record<string, EngineTensor>>;

export interface CompileOptions {
  /** Outputs that go into later runs and so stay where the engine computes; the others come to the host. */
  readonly resident?: readonly string[];
  /** A graph too small to be worth a second thread: it gets no thread pool, which would spin and slow the others. */
  readonly light?: boolean;
  /**
   * A graph whose intermediate results are large: their memory is taken piece by piece. Planned in one block, as it is
   * otherwise, it would be held twice, since the first run is not planned yet.
   */
  readonly large?: boolean;
}

export interface Executable {
  /** One tensor for each input of the graph; gives one for each output. */
  run(inputs: EngineTensors): Promise<EngineTensors>;
  release(): Promise<void>;
}

export interface Engine {
  readonly name: EngineName;
  /** What runs where, for people and for `run.json`: `onnxruntime-node 1.30.0, cpu, 2 threads`. */
  readonly description: string;
  compile(graph: Graph, options?: CompileOptions): Promise<Executable>;
  /** The data are copied where the engine needs them to be; do not change them afterwards. */
  upload(shape: Shape, data: Float32Array | Int32Array): EngineTensor;
  /** A copy of a float tensor, row-major. */
  read(tensor: EngineTensor): Promise<Float32Array>;
  dispose(tensor: EngineTensor): void;
  /** Releases every executable. */
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Threads of the CPU engines; the number of cores where it is left out. */
  readonly threads?: number;
}
