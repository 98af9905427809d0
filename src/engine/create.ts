/**
 * @file From the name of an engine to the engine. The default is the fastest that is sure to give float32 exactly: the CPU.
 */

import { availableParallelism } from "node:os";
import { unsupported } from "../errors.ts";
import type { Engine, EngineName, EngineOptions } from "./engine.ts";
import { createWasmEngine } from "./ort/wasm.ts";
import { createReferenceEngine } from "./reference/engine.ts";

export interface CreatedEngine {
  readonly engine: Engine;
  /** What a person should know: that another engine runs than the one asked for. */
  readonly note: string | undefined;
}

/**
 * Creates an engine, the CPU's where none is named. Where onnxruntime-node is not installed (it is an optional dependency),
 * the CPU's stand-in is onnxruntime-web's WebAssembly; the others cannot run then, and that is an error.
 */
export async function createEngine(name: EngineName = "cpu", options: EngineOptions = {}): Promise<CreatedEngine> {
  const threads = options.threads ?? availableParallelism();
  if (name === "reference") return { engine: createReferenceEngine(), note: undefined };
  if (name === "wasm") return { engine: await createNodeWasmEngine(threads), note: undefined };
  try {
    const { createNodeEngine } = await import("./ort/node.ts");
    return { engine: await createNodeEngine(name, threads), note: undefined };
  } catch (error) {
    if (!isMissingPackage(error)) throw error;
    if (name !== "cpu") {
      throw unsupported("engine", `${name} needs the package onnxruntime-node`, { expected: "cpu, wasm or reference" });
    }
    const note = "onnxruntime-node is not installed: running on onnxruntime-web's WebAssembly, several times slower";
    return { engine: await createNodeWasmEngine(threads), note };
  }
}

async function createNodeWasmEngine(threads: number): Promise<Engine> {
  return createWasmEngine(await import("onnxruntime-web"), threads);
}

function isMissingPackage(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
}
