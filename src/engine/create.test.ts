import { afterEach, describe, expect, it, vi } from "vitest";
import { FixpointError } from "../errors.ts";
import { createEngine } from "./create.ts";
import type { EngineName } from "./engine.ts";

/** As if onnxruntime-node could not be imported. */
function withoutOnnxruntimeNode(error: Error): void {
  vi.doMock("./ort/node.ts", () => ({
    createNodeEngine: async () => {
      throw error;
    },
  }));
}

const notFound = (): Error =>
  Object.assign(new Error("Cannot find package 'onnxruntime-node'"), { code: "ERR_MODULE_NOT_FOUND" });

describe("createEngine", () => {
  afterEach(() => {
    vi.doUnmock("./ort/node.ts");
    vi.resetModules();
  });

  it.each([
    [undefined, "cpu", /^onnxruntime-node \d+\.\d+\.\d+.*, cpu, 2 threads$/],
    ["cpu", "cpu", /^onnxruntime-node \d+\.\d+\.\d+.*, cpu, 2 threads$/],
    ["wasm", "wasm", /^onnxruntime-web \d+\.\d+\.\d+.*, wasm, 2 threads$/],
    ["reference", "reference", /^reference, plain TypeScript in float64, 1 thread$/],
  ] as const)("makes of %s the engine %s, without a word", async (asked, name, description) => {
    const { engine, note } = await createEngine(asked, { threads: 2 });
    expect(engine.name).toBe(name);
    expect(engine.description).toMatch(description);
    expect(note).toBeUndefined();
    await engine.close();
  });

  it("refuses a provider that this machine's package lacks, and names those it has", async () => {
    const refusal = await createEngine("cuda").then(
      () => undefined,
      (error: unknown) => error,
    );
    // Where there is CUDA, there is nothing to refuse.
    if (refusal === undefined) return;
    expect(refusal).toBeInstanceOf(FixpointError);
    expect(String(refusal)).toMatch(
      /unsupported engine: cuda is not in this machine's onnxruntime-node \(expected cpu/,
    );
  });

  it("runs on WebAssembly and says so where onnxruntime-node is not installed", async () => {
    withoutOnnxruntimeNode(notFound());
    const { createEngine: create } = await import("./create.ts");
    const { engine, note } = await create("cpu", { threads: 1 });
    expect(engine.name).toBe("wasm");
    expect(note).toBe(
      "onnxruntime-node is not installed: running on onnxruntime-web's WebAssembly, several times slower",
    );
    await engine.close();
  });

  it.each<EngineName>(["webgpu", "cuda"])("has no stand-in for %s", async (name) => {
    withoutOnnxruntimeNode(notFound());
    const { createEngine: create } = await import("./create.ts");
    await expect(create(name)).rejects.toThrow(
      `unsupported engine: ${name} needs the package onnxruntime-node (expected cpu, wasm or reference)`,
    );
  });

  it("does not take another failure for a missing package", async () => {
    withoutOnnxruntimeNode(new Error("the library is broken"));
    const { createEngine: create } = await import("./create.ts");
    await expect(create("cpu")).rejects.toThrow("the library is broken");
  });
});
