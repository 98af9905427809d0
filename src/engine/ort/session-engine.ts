/**
 * @file An engine over ONNX Runtime's common JavaScript interface, the same for onnxruntime-node and onnxruntime-web.
 */

import type { InferenceSession, InferenceSessionFactory, Tensor, TensorConstructor } from "onnxruntime-common";
import { createGraph } from "../../graph/build.ts";
import { encodeOnnx } from "../../graph/onnx/encode.ts";
import { sizeOf } from "../../graph/shape.ts";
import type { Dtype, Graph, Shape } from "../../graph/types.ts";
import type { CompileOptions, Engine, EngineName, EngineTensor, Executable } from "../engine.ts";

/** What the two packages have in common. */
export interface OrtRuntime {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
}

export interface OrtBinding {
  readonly runtime: OrtRuntime;
  readonly name: EngineName;
  readonly description: string;
  sessionOptions(options: CompileOptions): InferenceSession.SessionOptions;
  /** Whether resident outputs stay in GPU buffers. */
  readonly onGpu: boolean;
  /** Whether `create` and `run` calls must not overlap (onnxruntime-web). */
  readonly serialised: boolean;
}

interface OrtTensor extends EngineTensor {
  readonly tensor: Tensor;
}

const DTYPE: Partial<Record<Tensor.Type, Dtype>> = { float32: "f32", int32: "i32", bool: "bool" };

function wrap(tensor: Tensor): OrtTensor {
  const dtype = DTYPE[tensor.type];
  if (dtype === undefined) throw new Error(`a tensor of type ${tensor.type} came out of ONNX Runtime`);
  return { dtype, shape: tensor.dims, tensor };
}

function unwrap(handle: EngineTensor): Tensor {
  if (!("tensor" in handle)) throw new Error("a tensor of another engine");
  return (handle as OrtTensor).tensor;
}

export function createOrtEngine(binding: OrtBinding): Engine {
  const { runtime } = binding;
  const open = new Set<Executable>();
  let turn: Promise<unknown> = Promise.resolve();

  /** Runs `work`, after everything before it where the runtime cannot do two things at once. */
  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    if (!binding.serialised) return work();
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  }

  /** Graphs that only copy, by shape: onnxruntime-node cannot download a GPU buffer, but an output on the host it can give. */
  const copies = new Map<string, Promise<Executable>>();
  async function download(handle: EngineTensor): Promise<Tensor.DataType> {
    const key = handle.shape.join("x");
    const copy = copies.get(key) ?? compile(copyGraph(handle.shape), {});
    copies.set(key, copy);
    const { out } = await (await copy).run({ in: handle });
    return unwrap(out as EngineTensor).data;
  }

  async function compile(graph: Graph, options: CompileOptions): Promise<Executable> {
    const location: InferenceSession.SessionOptions["preferredOutputLocation"] = binding.onGpu
      ? Object.fromEntries([...graph.outputs.keys()].map((name) => [name, outputLocation(name, options)]))
      : "cpu";
    const session = await enqueue(() =>
      runtime.InferenceSession.create(encodeOnnx(graph), {
        ...binding.sessionOptions(options),
        preferredOutputLocation: location,
      }),
    );
    const executable: Executable = {
      async run(inputs) {
        const feeds = Object.fromEntries(Object.entries(inputs).map(([name, handle]) => [name, unwrap(handle)]));
        const outputs = await enqueue(() => session.run(feeds));
        return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, wrap(tensor)]));
      },
      async release() {
        if (open.delete(executable)) await enqueue(() => session.release());
      },
    };
    open.add(executable);
    return executable;
  }

  return {
    name: binding.name,
    description: binding.description,
    compile: (graph, options = {}) => compile(graph, options),
    upload(shape: Shape, data: Float32Array | Int32Array) {
      if (data.length !== sizeOf(shape)) throw new Error(`upload of ${data.length} elements as [${shape}]`);
      return wrap(
        data instanceof Float32Array
          ? new runtime.Tensor("float32", data, shape)
          : new runtime.Tensor("int32", data, shape),
      );
    },
    async read(handle) {
      const tensor = unwrap(handle);
      const data = tensor.location === "cpu" ? tensor.data : await download(handle);
      if (!(data instanceof Float32Array)) throw new Error(`read of a ${handle.dtype} tensor`);
      return data.slice();
    },
    dispose: (handle) => unwrap(handle).dispose(),
    async close() {
      for (const executable of [...open]) await executable.release();
      copies.clear();
    },
  };
}

const outputLocation = (name: string, options: CompileOptions): "gpu-buffer" | "cpu" =>
  options.resident?.includes(name) ? "gpu-buffer" : "cpu";

function copyGraph(shape: Shape): Graph {
  const graph = createGraph();
  graph.output("out", graph.input("in", "f32", shape));
  return graph;
}
