/**
 * @file A live rollout on WebGPU: Chromium's own software device (SwiftShader) stands in for a graphics card. It proves that the graphs
 * compile and give the right numbers, and says nothing about speed: a model that ships takes minutes on it.
 */

import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Explorer, startExplorer } from "./explorer.ts";
import { drop, smallModelFiles } from "./live-models.ts";
import { idle, openLive, stepsOf, watchedIn } from "./live-page.ts";

const SWIFTSHADER = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", "--enable-features=Vulkan"];
const MAZE = { vocabSize: 6, seqLen: 49, puzzleEmbNdim: 0, puzzlePositions: 0, puzzleIdentifiers: 0 };

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), [], SWIFTSHADER);
}, 240_000);

afterAll(() => explorer?.close());

it("runs on WebGPU, which is named, as it runs on WebAssembly", async ({ skip }) => {
  // Not the live view yet, which would open a model that ships.
  const page = await openLive(explorer, "#v=1");
  const hasDevice = await page.evaluate(async () => {
    const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } };
    return gpu !== undefined && (await gpu.requestAdapter()) !== null;
  });
  if (!hasDevice) skip("this Chromium has no software device for WebGPU");
  await drop(page, await smallModelFiles(MAZE));
  const engine = page.locator("[data-engine]");
  const run = async (place: number): Promise<void> => {
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page
      .getByRole("region", { name: "rollouts" })
      .getByText(/^0: maze#0/)
      .waitFor({ timeout: 300_000 });
    await idle(page);
    expect((await watchedIn(page)).orders.length).toBe(place + 1);
  };
  await engine.filter({ hasText: /^runs on .*, webgpu$/ }).waitFor();
  await idle(page);
  await run(0);
  await page.getByLabel("engine").selectOption("wasm");
  await engine.filter({ hasText: /, wasm, 1 thread$/ }).waitFor();
  await idle(page);
  await run(1);

  const watched = await watchedIn(page);
  const [onGpu, onWasm] = [stepsOf(watched, 0), stepsOf(watched, 1)];
  expect(onGpu.length).toBe(2 * 3 * 5);
  let worst = 0;
  for (const [at, step] of onWasm.entries()) {
    const other = onGpu[at];
    worst = Math.max(worst, Math.abs((other?.qHaltLogit ?? Number.NaN) - (step.qHaltLogit ?? Number.NaN)));
    if ((step.minMargin ?? 0) > 1e-3) expect(other?.tokens).toEqual(step.tokens);
  }
  process.stdout.write(
    `WebGPU: q_halt_logit within ${worst.toExponential(1)} of WebAssembly's over ${onGpu.length} events\n`,
  );
  expect(worst).toBeLessThan(1e-3);
  expect(explorer.faults).toEqual([]);
}, 600_000);
