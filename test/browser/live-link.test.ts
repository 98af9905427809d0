import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { type Explorer, startExplorer } from "./explorer.ts";
import { drop, jsonFile, smallModelFiles } from "./live-models.ts";
import { chooseModel, idle, modelName, openLive, puzzleMenu, type SeenStep, stepsOf, watchedIn } from "./live-page.ts";

let explorer: Explorer;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), []);
}, 240_000);

afterAll(() => explorer?.close());
afterEach(() => expect(explorer.faults).toEqual([]));

const rollouts = (page: Page) => page.getByRole("region", { name: "rollouts" });
const run = (page: Page) => page.getByRole("button", { name: "Run", exact: true }).click();

async function branch(page: Page, at: string): Promise<void> {
  await page.getByLabel("at", { exact: true }).fill(at);
  await page.getByRole("button", { name: "Branch" }).click();
}

/** What is on screen, as far as a link should bring it back. */
const shown = async (page: Page) => ({
  at: await page.getByRole("slider", { name: "position in the rollout" }).getAttribute("aria-valuetext"),
  title: await page.getByRole("heading", { level: 1 }).first().textContent(),
  model: await modelName(page),
  strips: await page.locator(".film .names span").allTextContents(),
  probes: new URLSearchParams(new URL(page.url()).hash.slice(1)).get("probes"),
});

/** The numbers, whatever the rollout is called in its page. */
const numbers = (steps: readonly SeenStep[]) => steps.map((step) => ({ ...step, rollout: 0 }));

/** The address is written when the cursor rests. */
async function linkOf(page: Page): Promise<string> {
  await page.waitForTimeout(600);
  return new URL(page.url()).hash;
}

it("is run again by another page, branch and all, with the same numbers, and shows the same", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-mlp");
  await page.getByRole("button", { name: "others" }).click();
  await idle(page);
  await puzzleMenu(page).selectOption("2");
  await run(page);
  await rollouts(page)
    .getByText(/^0: sudoku#2/)
    .waitFor();
  // A rollout that the link does not need.
  await branch(page, "9");
  await rollouts(page)
    .getByText(/^1: of 0/)
    .waitFor();
  await rollouts(page)
    .getByText(/^0: sudoku#2/)
    .click();
  await branch(page, "3");
  await rollouts(page)
    .getByText(/^2: of 0/)
    .waitFor();
  await page.getByTitle("show the probes of supervision step 4").click();
  for (const key of ["Home", "Control+ArrowRight", "Control+ArrowRight", "Control+ArrowRight", "ArrowRight"]) {
    await page.keyboard.press(key);
  }
  const [link, before] = [await linkOf(page), await shown(page)];
  expect(link).toContain("live=sudoku6-mlp,made:");
  expect(before.at).toMatch(/^supervision step 4/);
  expect(before.strips.length).toBe(2);

  const again = await openLive(explorer, link);
  await rollouts(again)
    .getByText(/^1: of 0, noise@3/)
    .waitFor();
  await again.getByRole("slider", { name: "position in the rollout" }).waitFor();
  await again.waitForFunction(() => location.hash.includes("at=4"));
  expect(await shown(again)).toEqual(before);
  const [first, second] = [await watchedIn(page), await watchedIn(again)];
  expect(second.orders.length).toBe(2);
  expect(numbers(stepsOf(second, 0))).toEqual(numbers(stepsOf(first, 0)));
  expect(numbers(stepsOf(second, 1))).toEqual(numbers(stepsOf(first, 2)));
  expect(await again.getByRole("log").locator("p").count()).toBe(0);
}, 360_000);

it("of a drawing holds the drawing", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-attention");
  await page.getByRole("button", { name: "draw", exact: true }).click();
  await page.getByRole("application", { name: /^drawing/ }).focus();
  await page.keyboard.press("6");
  await run(page);
  await rollouts(page)
    .getByText(/^0: sudoku drawn#0/)
    .waitFor();
  const link = await linkOf(page);
  const again = await openLive(explorer, link);
  await rollouts(again)
    .getByText(/^0: sudoku drawn#0/)
    .waitFor();
  const [first, second] = [await watchedIn(page), await watchedIn(again)];
  expect(second.orders[0]?.ask.row).toEqual(first.orders[0]?.ask.row);
  expect(numbers(stepsOf(second, 0))).toEqual(numbers(stepsOf(first, 0)));
}, 360_000);

it("of a dropped model says that it has to be dropped, and then runs it", async () => {
  const files = await smallModelFiles({ seqLen: 400 }, { names: ["<blank>", "gravity-0"] });
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-mlp");
  await drop(page, files);
  await page.getByText(/20×20 canvas/).waitFor();
  await idle(page);
  await run(page);
  await rollouts(page)
    .getByText(/^0: gravity-0#0/)
    .waitFor();
  await page.keyboard.press("Home");
  const [link, before] = [await linkOf(page), await shown(page)];

  const again = await openLive(explorer, link);
  await again
    .getByRole("log")
    .getByText(/^the link shows a rollout of model\.safetensors, which this page was not given: drop it/)
    .waitFor();
  expect(await again.getByRole("log").locator("p").count()).toBe(1);
  // Another model whose file has the same name is not run.
  const others = files.map(({ name, buffer }) => ({ name, buffer: Buffer.from(buffer) }));
  const weights = others[0]?.buffer;
  weights?.writeUInt8(1 ^ weights.readUInt8(weights.length - 1), weights.length - 1);
  await drop(again, others);
  await again
    .getByRole("log")
    .getByText("the link shows a rollout of model.safetensors with other weights than this one's")
    .waitFor();
  await idle(again);
  expect((await watchedIn(again)).orders).toEqual([]);
  await drop(again, files);
  await rollouts(again)
    .getByText(/^0: gravity-0#0/)
    .waitFor();
  await again.waitForFunction(() => location.hash.includes("at=1.1.1"));
  expect(await shown(again)).toEqual(before);
  const [first, second] = [await watchedIn(page), await watchedIn(again)];
  expect(numbers(stepsOf(second, 0))).toEqual(numbers(stepsOf(first, 0)));
}, 360_000);

async function dropModel(page: Page, files: Parameters<typeof drop>[1]): Promise<void> {
  // While another is being opened none is taken.
  await chooseModel(page, "sudoku6-mlp");
  await drop(page, files);
  await page.getByText(/3×3 canvas/).waitFor();
  await idle(page);
}

const taskColumn = (page: Page) => page.getByRole("region", { name: "task" });
/** Every grid of it, as it is drawn. */
const taskGrids = (page: Page): Promise<string[]> =>
  taskColumn(page)
    .locator("canvas")
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()));

it("of a dropped task holds its training pairs: who opens it sees the same task", async () => {
  const files = await smallModelFiles({}, { names: ["<blank>", "own"] });
  const pair = (digit: number) => ({ input: [[digit, 0]], output: [[0], [digit]] });
  // The model's canvas has no room for the first, which it never sees.
  const wide = { input: [[3, 0, 3, 0, 3]], output: [[3]] };
  const task = { train: [wide, pair(4)], test: [pair(5)] };
  const page = await openLive(explorer);
  await dropModel(page, files);
  await drop(page, [jsonFile("own.json", task)]);
  await expect.poll(() => puzzleMenu(page).locator("option").allTextContents()).toEqual(["own#0"]);
  await run(page);
  await rollouts(page)
    .getByText(/^0: own#0/)
    .waitFor();
  await taskColumn(page).getByRole("heading", { name: "2 training pairs" }).waitFor();
  const link = await linkOf(page);

  const again = await openLive(explorer, link);
  await again
    .getByRole("log")
    .getByText(/drop it into the page/)
    .waitFor();
  await drop(again, files);
  await rollouts(again)
    .getByText(/^0: own#0/)
    .waitFor();
  await taskColumn(again).getByRole("heading", { name: "2 training pairs" }).waitFor();
  await expect.poll(() => taskGrids(again)).toEqual(await taskGrids(page));
  const puzzleOf = (hash: string): string | null => new URLSearchParams(hash.slice(1)).get("live");
  expect(puzzleOf(await linkOf(again))).toBe(puzzleOf(link));
}, 360_000);

it("of a task with more training pairs than it has room for says so, and holds the puzzle", async () => {
  const page = await openLive(explorer);
  const pair = { input: [[1]], output: [[2]] };
  const train = new Array<typeof pair>(70).fill(pair);
  await dropModel(page, await smallModelFiles({}));
  await drop(page, [jsonFile("many.json", { train, test: [pair] })]);
  await expect.poll(() => puzzleMenu(page).locator("option").allTextContents()).toEqual(["many#0"]);
  await run(page);
  const said = page.getByRole("log").getByText(/^the link has no room for the 70 training pairs of many: /);
  await said.waitFor();
  expect(await linkOf(page)).toMatch(/live=model\.safetensors,given:many:0:/);
  // Once, not for every rollout of it.
  await page.getByRole("button", { name: "dismiss" }).last().click();
  await run(page);
  await rollouts(page)
    .getByText(/^1: many#0/)
    .waitFor();
  expect(await said.count()).toBe(0);
}, 360_000);
