/**
 * @file onnxruntime-web's WebAssembly. The package has one entry for Node and others for browsers, so whoever creates the engine
 * brings it along.
 */

import type { Env } from "onnxruntime-common";
import type { Engine } from "../engine.ts";
import { createOrtEngine, type OrtRuntime } from "./session-engine.ts";

export interface WasmRuntime extends OrtRuntime {
  readonly env: Env;
}

/** In a browser more than one thread needs cross-origin isolation. */
export function createWasmEngine(runtime: WasmRuntime, threads: number): Engine {
  const { env } = runtime;
  env.wasm.numThreads = threads;
  env.logLevel = "error";
  return createOrtEngine({
    runtime,
    name: "wasm",
    description: `onnxruntime-web ${env.versions.web ?? ""}, wasm, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    onGpu: false,
    serialised: true,
    sessionOptions: () => ({ executionProviders: ["wasm"], graphOptimizationLevel: "all", logSeverityLevel: 3 }),
  });
}
