/**
 * @file onnxruntime-web's WebAssembly, in Node and in the browser.
 */

import type { Engine, EngineOptions } from "../engine.ts";
import { createOrtEngine } from "./session-engine.ts";

export async function createWasmEngine({ threads = 1 }: EngineOptions): Promise<Engine> {
  const runtime = await import("onnxruntime-web/wasm");
  runtime.env.wasm.numThreads = threads;
  runtime.env.logLevel = "error";
  return createOrtEngine({
    runtime,
    name: "wasm",
    description: `onnxruntime-web ${runtime.env.versions.web ?? ""}, wasm, ${threads} ${threads === 1 ? "thread" : "threads"}`,
    onGpu: false,
    serialised: true,
    sessionOptions: () => ({ executionProviders: ["wasm"], graphOptimizationLevel: "all", logSeverityLevel: 3 }),
  });
}
