import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openModel, rollout } from "../../src/index.ts";
import { type Explorer, startExplorer } from "./explorer.ts";
import { chooseModel, idle, openLive, rowOf, stepsOf, watchedIn } from "./live-page.ts";

const MODEL = fileURLToPath(new URL("../../models/sudoku6-mlp/model.safetensors", import.meta.url));

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), []);
}, 240_000);

afterAll(() => explorer?.close());

it("runs a shipped model on WebAssembly as Node runs it, and a branch parts from it only where it was interfered with", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-mlp");
  await page.getByLabel("engine").selectOption("wasm");
  await page.getByText(/onnxruntime-web .*, wasm, \d+ threads?/).waitFor();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const rollouts = page.getByRole("region", { name: "rollouts" });
  await rollouts.getByText(/^0: sudoku#0/).waitFor();

  const first = await watchedIn(page);
  const [order] = first.orders;
  if (order === undefined) throw new Error("nothing was run");
  const seen = stepsOf(first, 0);
  const model = await openModel(MODEL);
  const row = rowOf(order);
  let at = 0;
  for await (const event of rollout(model, [row], { engine: "cpu" })) {
    const step = seen[at++];
    expect(step).toMatchObject(event.address);
    expect(Math.abs((step?.qHaltLogit ?? Number.NaN) - (event.qHaltLogit[0] ?? 0))).toBeLessThan(1e-3);
    expect(step?.tokens).toEqual([...event.tokens]);
  }
  expect(seen.length).toBe(at);
  expect(seen[0]?.probabilities?.length).toBe(36 * 8);

  await page.getByLabel("at", { exact: true }).fill("5");
  await page.getByRole("button", { name: "Branch" }).click();
  await rollouts.getByText(/^1: of 0, noise@5:target=z_L,sigma=1/).waitFor();
  const branch = stepsOf(await watchedIn(page), 1);
  const parting = branch.findIndex(
    (step, index) => JSON.stringify({ ...step, rollout: 0 }) !== JSON.stringify(seen[index]),
  );
  expect(branch[parting]).toMatchObject({ supervisionStep: 5, hStep: 1, lStep: 1 });
  // The parent is still there, and pinned beside its branch.
  expect(await page.evaluate(() => decodeURIComponent(location.hash))).toMatch(/pin=0@live:\w+\.\d+/);
  expect(explorer.faults).toEqual([]);
}, 240_000);

it("pushes a rollout towards the target along the same gradient as Node", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-mlp");
  await page.getByLabel("engine").selectOption("wasm");
  await idle(page);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const rollouts = page.getByRole("region", { name: "rollouts" });
  await rollouts.getByText(/^0: sudoku#0/).waitFor();
  const form = page.getByRole("form", { name: "interfere here" });
  await form.getByRole("combobox", { name: "what" }).selectOption("push");
  await page.getByLabel("at", { exact: true }).fill("1");
  await form.getByRole("combobox", { name: "state" }).selectOption("both");
  await form.getByRole("spinbutton", { name: "rate" }).fill("0.5");
  await page.getByRole("button", { name: "Branch" }).click();
  const spec = "push@1:toward=target,rate=0.5,target=both";
  await rollouts.getByText(`1: of 0, ${spec}`).waitFor();

  const watched = await watchedIn(page);
  const [parent, seen] = [stepsOf(watched, 0), stepsOf(watched, 1)];
  const [order] = watched.orders;
  if (order === undefined) throw new Error("nothing was run");
  const pushed = rollout(await openModel(MODEL), [rowOf(order)], { engine: "cpu", interventions: [spec] });
  let at = 0;
  for await (const { address, qHaltLogit, tokens } of pushed) {
    const step = seen[at++];
    expect(step).toMatchObject(address);
    expect(Math.abs((step?.qHaltLogit ?? Number.NaN) - (qHaltLogit[0] ?? 0))).toBeLessThan(1e-3);
    expect(step?.tokens).toEqual([...tokens]);
  }
  expect(at).toBe(parent.length);
  // The answer that it was pushed towards is the surer for it.
  expect(seen[0]?.meanEntropy ?? 9).toBeLessThan(parent[0]?.meanEntropy ?? 0);
  expect(explorer.faults).toEqual([]);
}, 240_000);

it("runs a drawing, whose solution it finds, and which outlasts a change of the engine", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-attention");
  await page.getByRole("button", { name: "draw", exact: true }).click();
  const editor = page.getByRole("application", { name: /^drawing/ });
  await editor.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("4");
  await page.getByRole("status").filter({ hasText: "row 1, column 2 holds 4" }).waitFor({ state: "attached" });
  expect(await page.getByText(/WebGPU.*: running on WebAssembly/).isVisible()).toBe(true);
  // There is no WebGPU here, which is said; then WebAssembly, opened anew.
  await page.getByLabel("engine").selectOption("webgpu");
  await page
    .getByRole("log")
    .getByText(/^unsupported engine: .*WebGPU/)
    .waitFor();
  expect(await page.getByLabel("engine").inputValue()).toBe("auto");
  await page.getByLabel("engine").selectOption("wasm");
  // Notes of the choice `auto` go with it.
  await page.getByText(/: running on WebAssembly/).waitFor({ state: "detached" });
  await idle(page);
  await page.getByRole("status").filter({ hasText: "row 1, column 2 holds 4" }).waitFor({ state: "attached" });
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page
    .getByRole("region", { name: "rollouts" })
    .getByText(/sudoku drawn#0/)
    .waitFor();
  const { orders } = await watchedIn(page);
  expect(orders[0]?.ask.row.puzzle.inputTokens[1]).toBe(5);
  expect(explorer.faults).toEqual([]);
}, 240_000);

it("shows the whole range from the first step on, and leaves the cursor where it was put", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-attention");
  await page.evaluate(() => {
    const ranges = new Set<string | null>();
    const cursors: (string | undefined)[] = [];
    Object.assign(globalThis, { seenOfScrubber: { ranges, cursors } });
    let isPut = false;
    new MutationObserver(() => {
      const slider = document.querySelector("[role=slider]");
      if (slider === null) return;
      ranges.add(slider.getAttribute("aria-valuemax"));
      // As soon as there is one: most of the rollout is still to come.
      if (!isPut) document.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
      isPut = true;
      cursors.push(slider.querySelector<HTMLElement>(".cursor")?.style.transform);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("region", { name: "rollouts" }).getByText(/^0: /).waitFor();
  const { ranges, cursors, positions } = await page.evaluate(() => {
    const { seenOfScrubber: seen } = globalThis as unknown as {
      seenOfScrubber: { ranges: Set<string>; cursors: string[] };
    };
    const slider = document.querySelector("[role=slider]");
    return { ranges: [...seen.ranges], cursors: seen.cursors, positions: slider?.getAttribute("aria-valuetext") };
  });
  expect(ranges).toEqual([String(16 * 2 * 2 - 1)]);
  expect(positions).toMatch(/^supervision step 1, H-step 1, L-step 1, probe/);
  // A frame may have been drawn before the key was heard.
  expect(cursors.length).toBeGreaterThan(10);
  expect(new Set(cursors.slice(5)).size).toBe(1);
  expect(explorer.faults).toEqual([]);
}, 240_000);
