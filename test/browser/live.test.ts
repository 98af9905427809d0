import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { RunOrder } from "../../app/live/protocol.ts";
import { openModel, rollout } from "../../src/index.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { type Explorer, startExplorer } from "./explorer.ts";

const MODEL = fileURLToPath(new URL("../../models/sudoku6-mlp/model.safetensors", import.meta.url));

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), []);
}, 120_000);

afterAll(() => explorer?.close());

/** A step as it left the worker, with arrays that survive the way out of the page. */
type SeenStep = Omit<StepRecord, "tokens" | "probabilities"> & {
  readonly tokens: readonly number[];
  readonly probabilities: readonly number[];
};

interface Watched {
  readonly orders: readonly { readonly id: number; readonly ask: RunOrder }[];
  readonly steps: readonly { readonly id: number; readonly step: SeenStep }[];
}

/** Listens to what the page and its workers say to each other. */
async function openWatched(): Promise<Page> {
  const page = await explorer.newPage();
  // A busy machine takes its time to compile WebAssembly.
  page.setDefaultTimeout(90_000);
  await page.addInitScript(() => {
    const watched = { orders: [] as unknown[], steps: [] as unknown[] };
    Object.assign(globalThis, { watched });
    const plain = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (_, item) => (item instanceof Uint8Array ? [...item] : item)));
    globalThis.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        this.addEventListener("message", ({ data }) => {
          if ("part" in data) watched.steps.push(plain({ id: data.id, step: data.part }));
        });
      }
      override postMessage(message: { name?: string }, options: Transferable[] | StructuredSerializeOptions = []) {
        if (message.name === "run") watched.orders.push(plain(message));
        super.postMessage(message, options as Transferable[]);
      }
    } as typeof Worker;
  });
  await page.goto(`${explorer.url}#v=1&view=live`);
  return page;
}

const watchedIn = (page: Page): Promise<Watched> =>
  page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);

function stepsOf({ orders, steps }: Watched, order: number): readonly SeenStep[] {
  return steps.filter(({ id }) => id === orders[order]?.id).map(({ step }) => step);
}

it("runs a shipped model on WebAssembly as Node runs it, and a branch parts from it only where it was interfered with", async () => {
  const page = await openWatched();
  await page.getByRole("combobox", { name: "model" }).selectOption("sudoku6-mlp");
  await page.getByLabel("engine").selectOption("wasm");
  await page.getByText(/onnxruntime-web .*, wasm, \d+ threads?/).waitFor();
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const rollouts = page.getByRole("region", { name: "rollouts" });
  await rollouts.getByText(/^0: sudoku#0/).waitFor();

  const first = await watchedIn(page);
  const order = first.orders[0]?.ask;
  if (order === undefined) throw new Error("nothing was run");
  const seen = stepsOf(first, 0);
  const model = await openModel(MODEL);
  const { puzzle } = order.row;
  const [inputTokens, targetTokens] = [puzzle.inputTokens, puzzle.targetTokens ?? []].map((t) => Uint8Array.from(t));
  const row = { ...order.row, puzzle: { ...puzzle, inputTokens, targetTokens } as typeof puzzle };
  let at = 0;
  for await (const event of rollout(model, [row], { engine: "cpu" })) {
    const step = seen[at++];
    expect(step).toMatchObject(event.address);
    expect(Math.abs((step?.qHaltLogit ?? Number.NaN) - (event.qHaltLogit[0] ?? 0))).toBeLessThan(1e-3);
    expect(step?.tokens).toEqual([...event.tokens]);
  }
  expect(seen.length).toBe(at);
  expect(seen[0]?.probabilities.length).toBe(36 * 8);

  await page.getByLabel("at", { exact: true }).fill("5");
  await page.getByRole("button", { name: "Branch" }).click();
  await rollouts.getByText(/^1: of 0, noise@5:target=z_L,sigma=1/).waitFor();
  const branch = stepsOf(await watchedIn(page), 1);
  const parting = branch.findIndex(
    (step, index) => JSON.stringify({ ...step, rollout: 0 }) !== JSON.stringify(seen[index]),
  );
  expect(branch[parting]).toMatchObject({ supervisionStep: 5, hStep: 1, lStep: 1 });
  // The parent is still there, and pinned beside its branch.
  expect(await page.evaluate(() => decodeURIComponent(location.hash))).toMatch(/pin=0@live:\d+/);
  expect(explorer.faults).toEqual([]);
}, 120_000);

it("runs a drawing, whose solution it finds", async () => {
  const page = await openWatched();
  // Nothing is chosen: that would open the model once more, and begin the drawing anew.
  await page.getByText(/, wasm, /).waitFor();
  await page.getByRole("button", { name: "draw", exact: true }).click();
  const editor = page.getByRole("application", { name: /^drawing/ });
  await editor.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("4");
  expect(await editor.getAttribute("aria-label")).toContain("row 1, column 2 holds 4");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page
    .getByRole("region", { name: "rollouts" })
    .getByText(/sudoku drawn#0/)
    .waitFor();
  const { orders } = await watchedIn(page);
  expect(orders[0]?.ask.row.puzzle.inputTokens[1]).toBe(5);
  expect(explorer.faults).toEqual([]);
}, 120_000);

it("says in a sentence what is wrong with a dropped checkpoint, and keeps the model that is open", async () => {
  const page = await openWatched();
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  await page.getByText(/canvas, 2 H-steps/).waitFor();
  const file = { name: "bad.safetensors", mimeType: "application/octet-stream", buffer: Buffer.from("nothing") };
  await page.getByLabel("model or task files").setInputFiles(file);
  await page
    .getByRole("log")
    .getByText(/bad\.safetensors/)
    .waitFor();
  expect(await page.getByText(/canvas, 2 H-steps/).isVisible()).toBe(true);
  expect(explorer.faults).toEqual([]);
}, 120_000);
