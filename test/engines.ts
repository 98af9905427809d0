/**
 * @file The engines that tests run on. WebGPU runs without a GPU on SwiftShader, which Debian's Chromium brings; where that
 * is missing, its tests are skipped and say so.
 */

import { existsSync } from "node:fs";
import { createEngine } from "../src/engine/create.ts";
import type { Engine, EngineName } from "../src/engine/engine.ts";

const SWIFTSHADER = [
  "/usr/lib/chromium/vk_swiftshader_icd.json",
  "/usr/lib64/chromium-browser/vk_swiftshader_icd.json",
];
const VULKAN = [
  "/usr/lib/x86_64-linux-gnu/libvulkan.so.1",
  "/usr/lib/aarch64-linux-gnu/libvulkan.so.1",
  "/usr/lib64/libvulkan.so.1",
];

const icd = SWIFTSHADER.find((path) => existsSync(path));

export const hasSoftwareWebGpu = icd !== undefined && VULKAN.some((path) => existsSync(path));

/** As `createEngine`, with WebGPU on SwiftShader. */
export async function testEngine(name: EngineName): Promise<Engine> {
  if (name === "webgpu" && icd !== undefined) process.env["VK_ICD_FILENAMES"] = icd;
  const { engine } = await createEngine(name, { threads: 1 });
  return engine;
}
