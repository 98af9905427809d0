/**
 * @file onnxruntime-web's WebGPU, in the browser.
 */

import type { Engine } from "../engine.ts";
import { createOrtEngine } from "./session-engine.ts";

export async function createWebGpuEngine(): Promise<Engine> {
  const runtime = await import("onnxruntime-web/webgpu");
  runtime.env.logLevel = "error";
  return createOrtEngine({
    runtime,
    name: "webgpu",
    description: `onnxruntime-web ${runtime.env.versions.web ?? ""}, webgpu`,
    onGpu: true,
    serialised: true,
    sessionOptions: () => ({
      executionProviders: ["webgpu"],
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      // A silent fall back to the CPU would make a claim about what ran where untrue.
      extra: { session: { disable_cpu_ep_fallback: "1" } },
    }),
  });
}
