/**
 * @file The browser's twin of `create.ts`: WebAssembly by default, WebGPU where it is asked for, by onnxruntime-web.
 */

import { unsupported } from "../errors.ts";
import type { CreatedEngine } from "./create.ts";
import type { Engine, EngineName, EngineOptions } from "./engine.ts";
import { createWasmEngine } from "./ort/wasm.ts";
import { createWebGpuEngine } from "./ort/web-gpu.ts";
import { createReferenceEngine } from "./reference/engine.ts";

/** Where WebGPU is missing, WebAssembly runs instead, and the note says so. `cpu` and `cuda` are not for browsers. */
export async function createEngine(name: EngineName = "wasm", options: EngineOptions = {}): Promise<CreatedEngine> {
  switch (name) {
    case "reference":
      return { engine: createReferenceEngine(), note: undefined };
    case "wasm":
      return { engine: await createWebWasmEngine(options), note: undefined };
    case "webgpu": {
      if ("gpu" in navigator) return { engine: await createWebGpuEngine(), note: undefined };
      return { engine: await createWebWasmEngine(options), note: "this browser has no WebGPU: running on WebAssembly" };
    }
    default:
      throw unsupported("engine", `${name} does not run in a browser`, { expected: "wasm, webgpu or reference" });
  }
}

async function createWebWasmEngine({ threads = 1 }: EngineOptions): Promise<Engine> {
  return createWasmEngine(await import("onnxruntime-web/wasm"), threads);
}
