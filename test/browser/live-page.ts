/**
 * @file The live view in Chromium, for tests: what the page and the worker that runs models say to each other is listened to, and a test
 * may ask the worker itself.
 */

import type { Page } from "playwright-core";
import type { RunOrder } from "../../app/live/protocol.ts";
import type { RolloutRow } from "../../src/rollout/request.ts";
import type { RolloutRecord, StepRecord } from "../../src/trace/schema.ts";
import type { Explorer } from "./explorer.ts";

/** As it left the page: arrays of bytes are arrays of numbers. */
export type Plain<T> = {
  readonly [Key in keyof T]: T[Key] extends Uint8Array
    ? readonly number[]
    : T[Key] extends Uint8Array | null
      ? readonly number[] | null
      : T[Key];
};
export type SeenStep = Plain<StepRecord>;

export interface Watched {
  readonly orders: readonly { readonly id: number; readonly ask: RunOrder }[];
  readonly steps: readonly { readonly id: number; readonly step: SeenStep }[];
}

/** The live view of `link`, listened to. */
export async function openLive(explorer: Explorer, link = "#v=1&view=live"): Promise<Page> {
  const page = await explorer.newPage();
  // A busy machine takes its time to compile WebAssembly.
  page.setDefaultTimeout(120_000);
  await page.addInitScript(listen);
  await page.goto(explorer.url + link);
  return page;
}

const modelMenu = (page: Page) => page.getByRole("combobox", { name: "model" });

export const puzzleMenu = (page: Page) => page.getByRole("combobox", { name: "puzzle" });

/** No model is being opened or at work. */
export const idle = (page: Page): Promise<void> => modelMenu(page).and(page.locator(":enabled")).waitFor();

/** Opens a model that ships, whichever was opened first. */
export async function chooseModel(page: Page, name: string): Promise<void> {
  await modelMenu(page).locator("option", { hasText: name }).waitFor({ state: "attached" });
  await idle(page);
  if ((await modelMenu(page).inputValue()) !== name) await modelMenu(page).selectOption(name);
  await idle(page);
}

export const modelName = (page: Page): Promise<string> => modelMenu(page).inputValue();

/** In the page, before anything of it: every worker is one that is listened to. */
function listen(): void {
  const watched = { orders: [] as unknown[], steps: [] as unknown[], worker: undefined as Worker | undefined };
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
      if (message.name === "open" && "engine" in (message as { ask: object }).ask) watched.worker = this;
      if (message.name === "run") watched.orders.push(plain(message));
      super.postMessage(message, options as Transferable[]);
    }
  } as typeof Worker;
}

export const watchedIn = (page: Page): Promise<Watched> =>
  page.evaluate(() => {
    const { orders, steps } = (globalThis as unknown as { watched: Watched }).watched;
    return { orders, steps };
  });

/** The steps of the order that was given at place `order`. */
export function stepsOf({ orders, steps }: Watched, order: number): readonly SeenStep[] {
  return steps.filter(({ id }) => id === orders[order]?.id).map(({ step }) => step);
}

/** The row of an order as it was in the page. */
export function rowOf({ ask }: Watched["orders"][number]): RolloutRow {
  const { puzzle } = ask.row;
  const bytes = (values: Uint8Array | undefined) => values && Uint8Array.from(values);
  const tokens = { inputTokens: Uint8Array.from(puzzle.inputTokens), targetTokens: bytes(puzzle.targetTokens) };
  return { ...ask.row, puzzle: { ...puzzle, ...tokens, targetGrid: puzzle.targetGrid } };
}

export interface Ran {
  readonly record: Plain<RolloutRecord>;
  readonly steps: readonly SeenStep[];
}

/**
 * Orders of our own to the worker, one after the other, on the model that is open; states are sent as the bytes of their numbers. What
 * the worker says of them the page passes over, since it did not ask.
 */
export async function runInWorker(page: Page, orders: readonly RunOrder[]): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  for (const order of orders) {
    const given = Object.entries(order.given ?? {}).map(([name, states]) => [
      name,
      Object.entries(states).map(encoded),
    ]);
    const { puzzle } = order.row;
    const sent = {
      ...order,
      row: { ...order.row, puzzle: { ...puzzle, inputTokens: [...puzzle.inputTokens], targetTokens: undefined } },
      given,
    };
    ran.push(await page.evaluate(askWorker, JSON.stringify(sent)));
  }
  return ran;
}

const encoded = ([state, { buffer, byteOffset, byteLength }]: [string, Float32Array]) => [
  state,
  Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
];

/** In the page. */
function askWorker(json: string): Promise<Ran> {
  const { watched } = globalThis as unknown as { watched: { worker?: Worker; asked?: number } };
  const { worker } = watched;
  if (worker === undefined) throw new Error("no model was opened");
  const order = JSON.parse(json);
  const floats = (text: string) => new Float32Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  order.row.puzzle.inputTokens = Uint8Array.from(order.row.puzzle.inputTokens);
  order.given = Object.fromEntries(
    order.given.map(([name, states]: [string, [string, string][]]) => [
      name,
      Object.fromEntries(states.map(([state, text]) => [state, floats(text)])),
    ]),
  );
  // The page counts from 0.
  watched.asked = (watched.asked ?? 1_000_000) + 1;
  const id = watched.asked;
  const plain = (value: unknown) =>
    JSON.parse(JSON.stringify(value, (_, item) => (item instanceof Uint8Array ? [...item] : item)));
  const steps: Ran["steps"][number][] = [];
  return new Promise((resolve, reject) => {
    const hear = ({ data }: MessageEvent): void => {
      if (data.id !== id) return;
      if ("part" in data) {
        steps.push(plain(data.part));
        return;
      }
      worker.removeEventListener("message", hear);
      if ("error" in data) reject(new Error(data.error));
      else resolve({ record: plain(data.answer), steps });
    };
    worker.addEventListener("message", hear);
    worker.postMessage({ id, name: "run", ask: order }, []);
  });
}
