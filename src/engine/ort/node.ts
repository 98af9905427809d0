/**
 * @file onnxruntime-node: the CPU, WebGPU by the provider inside the package, and CUDA where its libraries are installed.
 */

import { createRequire } from "node:module";
import type { InferenceSession } from "onnxruntime-common";
import { unsupported } from "../../errors.ts";
import type { CompileOptions, Engine } from "../engine.ts";
import { createOrtEngine } from "./session-engine.ts";

export type NodeProvider = "cpu" | "webgpu" | "cuda";

/** Throws the import's own error where onnxruntime-node is not installed. */
export async function createNodeEngine(provider: NodeProvider, threads: number): Promise<Engine> {
  const runtime = await import("onnxruntime-node");
  const supported = runtime.listSupportedBackends().map((backend) => backend.name);
  if (!supported.includes(provider)) {
    throw unsupported("engine", `${provider} is not in this machine's onnxruntime-node`, {
      expected: supported.join(", "),
    });
  }
  const { version } = createRequire(import.meta.url)("onnxruntime-node/package.json") as { version: string };
  return createOrtEngine({
    runtime,
    name: provider,
    description: `onnxruntime-node ${version}, ${provider}${provider === "cpu" ? `, ${threads} ${threads === 1 ? "thread" : "threads"}` : ""}`,
    onGpu: provider !== "cpu",
    serialised: false,
    sessionOptions: (options) => sessionOptions(provider, options, threads),
  });
}

function sessionOptions(
  provider: NodeProvider,
  { light = false, large = false }: CompileOptions,
  threads: number,
): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    graphOptimizationLevel: "all",
    intraOpNumThreads: light ? 1 : threads,
    interOpNumThreads: 1,
    enableMemPattern: !large,
    logSeverityLevel: 3,
    // A silent fall back to the CPU would make a claim about what ran where untrue.
    ...(provider === "cpu" ? {} : { extra: { session: { disable_cpu_ep_fallback: "1" } } }),
  };
}
