/**
 * @file Which engine runs in this browser. In a worker.
 */

import type { CreatedEngine } from "../../src/engine/create.ts";
import { createEngine } from "../../src/engine/create-web.ts";
import { unsupported } from "../../src/errors.ts";
import type { EngineChoice } from "./protocol.ts";

/**
 * Calls `prepare` with engines in the order of preference until one can do it: what a browser's WebGPU lacks shows only when graphs
 * are compiled. With a choice other than `auto` there is only the one.
 */
export async function preparedOn<T>(
  choice: EngineChoice,
  mostThreads: number,
  prepare: (engine: CreatedEngine["engine"]) => Promise<T>,
): Promise<{ readonly prepared: T; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  if (choice !== "wasm") {
    const missing = await webGpuMissing();
    if (missing === undefined) {
      try {
        return { prepared: await prepareOn("webgpu", 1, prepare), notes };
      } catch (error) {
        if (choice === "webgpu") throw error;
        notes.push(`WebGPU could not run this model (${firstLine(error)}): running on WebAssembly`);
      }
    } else if (choice === "webgpu") throw unsupported("engine", missing, { expected: "WebAssembly" });
    else notes.push(`${missing}: running on WebAssembly`);
  }
  const threads = crossOriginIsolated ? Math.min(mostThreads, navigator.hardwareConcurrency) : 1;
  if (!crossOriginIsolated) {
    notes.push("the page's host does not isolate it (COOP and COEP headers): WebAssembly has one thread");
  }
  return { prepared: await prepareOn("wasm", threads, prepare), notes };
}

async function prepareOn<T>(
  name: "webgpu" | "wasm",
  threads: number,
  prepare: (engine: CreatedEngine["engine"]) => Promise<T>,
): Promise<T> {
  const { engine } = await createEngine(name, { threads });
  try {
    return await prepare(engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Why not; a browser may have the interface and no device behind it. */
async function webGpuMissing(): Promise<string | undefined> {
  // Not among the types of the DOM that this project compiles with.
  const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } };
  if (gpu === undefined) return "this browser has no WebGPU";
  const adapter = await gpu.requestAdapter().catch(() => null);
  return adapter === null ? "WebGPU finds no device here" : undefined;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n", 1)[0]?.slice(0, 160) ?? "";
}
