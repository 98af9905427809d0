import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { type Explorer, startExplorer } from "./explorer.ts";
import { drop, jsonFile, smallModelFiles, type TestFile, textFile } from "./live-models.ts";
import { chooseModel, idle, modelName, openLive, puzzleMenu } from "./live-page.ts";

const MODELS = fileURLToPath(new URL("../../models/", import.meta.url));

let explorer: Explorer;
/** One page for all: what is dropped into it takes the place of what was open. */
let page: Page;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), []);
  page = await openLive(explorer);
  await chooseModel(page, "sudoku6-attention");
}, 240_000);

afterAll(() => explorer?.close());
afterEach(() => expect(explorer.faults).toEqual([]));

const modelPanel = () => page.getByRole("region", { name: "model" });
const rollouts = () => page.getByRole("region", { name: "rollouts" });

/** Dropped, and open. */
async function open(files: readonly TestFile[], about: RegExp): Promise<void> {
  await drop(page, files);
  await modelPanel().getByText(about).waitFor();
  await idle(page);
}

/** How the rollout ended that the button starts. */
async function run(named: RegExp): Promise<string> {
  await page.getByRole("button", { name: "Run", exact: true }).click();
  const entry = rollouts().getByRole("button", { name: named });
  await entry.waitFor();
  return (await entry.textContent()) ?? "";
}

const sentence = (text: RegExp) => page.getByRole("log").getByText(text).first().waitFor();

describe("dropped into the live view", () => {
  it("a .pt checkpoint runs as what it was exported from", async () => {
    const folder = await mkdtemp(join(tmpdir(), "fixpoint-pt-"));
    try {
      const from = `${MODELS}sudoku6-mlp/model.safetensors`;
      const to = join(folder, "sudoku.pt");
      await promisify(execFile)(process.execPath, [inject("cli"), "export", from, "--format", "pt", "-o", to]);
      const files = (await readdir(folder)).map(async (name) => ({ name, buffer: await readFile(join(folder, name)) }));
      await open(await Promise.all(files), /trm, 6×6 canvas, 2 H-steps of 2 L-steps/);
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(await modelName(page)).toBe("sudoku.pt");
    // Untrained it would solve none.
    expect(await run(/^0: sudoku#0/)).toMatch(/ solved, first at supervision step/);
  }, 240_000);

  it("a safetensors checkpoint with its config, and then an ARC task for it", async () => {
    await open(await smallModelFiles({}, { names: ["<blank>", "one"] }), /trm, 3×3 canvas, 3 H-steps of 4 L-steps/);
    await sentence(/^no generator makes puzzles for this model: drop a task/);
    const pair = (digit: number) => ({ input: [[digit, 0]], output: [[0, digit]] });
    await drop(page, [jsonFile("own.json", { train: [pair(3), pair(4)], test: [pair(5)] })]);
    await sentence(/^the model learned no puzzle own: it is given the blank one/);
    expect(await puzzleMenu(page).locator("option").allTextContents()).toEqual(["own#0"]);
    await run(/^0: own#0/);
    // Its training pairs are beside it, its target is known.
    expect(await page.getByRole("img", { name: /training pair|input|output/ }).count()).toBeGreaterThan(3);
  }, 240_000);

  it("a task that is too large for the canvas is a sentence, and the rollout stays", async () => {
    const wide = [[1, 2, 3, 4, 5]];
    await drop(page, [jsonFile("wide.json", { train: [{ input: wide, output: wide }], test: [{ input: wide }] })]);
    await sentence(/wide/);
    expect(await puzzleMenu(page).locator("option").allTextContents()).toEqual(["own#0"]);
    expect(await rollouts().getByRole("button").count()).toBe(1);
  }, 240_000);

  it("a wrong file is a sentence, and what was open stays open", async () => {
    await drop(page, [textFile("notes.txt", "hello")]);
    await sentence(/^notes\.txt: no model, no task and no run/);
    await drop(page, [textFile("list.json", "[1, 2]")]);
    await sentence(/^invalid tasks: .*list\.json/);
    await drop(page, [textFile("broken.pt", "PK nothing")]);
    await sentence(/broken\.pt/);
    const [shown, position] = [page.url(), page.getByRole("slider", { name: "position in the rollout" })];
    await drop(page, [textFile("bad.safetensors", "nothing")]);
    await sentence(/bad\.safetensors/);
    expect([page.url(), await position.isVisible(), await rollouts().getByRole("button").count()]).toEqual([
      shown,
      true,
      1,
    ]);
    expect(
      await modelPanel()
        .getByText(/trm, 3×3 canvas/)
        .isVisible(),
    ).toBe(true);
    expect(await puzzleMenu(page).locator("option").allTextContents()).toEqual(["own#0"]);
    await run(/^1: own#0/);
  }, 240_000);

  it("a checkpoint whose config is another's is a sentence", async () => {
    const [checkpoint] = await smallModelFiles({});
    if (checkpoint === undefined) throw new Error("no checkpoint");
    const [, other] = await smallModelFiles({ hiddenSize: 32, lLayers: 2 });
    await drop(page, [checkpoint, other as TestFile]);
    await sentence(/^(invalid|unsupported) .*(model\.safetensors|config\.json)/);
    await drop(page, [checkpoint, { ...checkpoint, name: "second.safetensors" }]);
    await sentence(/^invalid model: 2 checkpoints/);
    expect(
      await modelPanel()
        .getByText(/trm, 3×3 canvas/)
        .isVisible(),
    ).toBe(true);
  }, 240_000);

  it("a maze model runs mazes of its canvas", async () => {
    const maze = { vocabSize: 6, seqLen: 49, puzzleEmbNdim: 0, puzzlePositions: 0, puzzleIdentifiers: 0 };
    await open(await smallModelFiles(maze), /trm, 7×7 canvas/);
    expect(await puzzleMenu(page).locator("option").allTextContents()).toContain("maze#7");
    expect(await run(/^0: maze#0/)).toMatch(/ not solved$/);
  }, 240_000);

  it("a model of gym concepts runs new tasks of the rules that it knows", async () => {
    const names = ["<blank>", "gravity-0", "gravity-2", "other"];
    await open(await smallModelFiles({ seqLen: 400 }, { names }), /trm, 20×20 canvas/);
    const tasks = await puzzleMenu(page).locator("option").allTextContents();
    expect(tasks.map((task) => task.replace(/#\d+$/, "")).sort()).toEqual(["gravity-0", "gravity-2"]);
    expect(await run(/^0: gravity-[02]/)).toMatch(/ not solved$/);
    expect(await page.getByRole("img", { name: /training pair|input|output/ }).count()).toBeGreaterThan(3);
  }, 240_000);

  it("a 9×9 sudoku for the model that ships", async () => {
    await chooseModel(page, "sudoku9-mlp");
    expect(
      await modelPanel()
        .getByText(/trm, 9×9 canvas/)
        .isVisible(),
    ).toBe(true);
    const easy = "53..7....6..195....98....6.8...6...34..8.3..17...2...6.6....28....419..5....8..79".replaceAll(
      ".",
      "0",
    );
    // Tokens: padding, blank, digits.
    await drop(page, [jsonFile("mine.json", { inputs: [[...easy].map((digit) => Number(digit) + 1)] })]);
    await puzzleMenu(page).locator("option", { hasText: "mine#0" }).waitFor({ state: "attached" });
    expect(await run(/^0: mine#0/)).toMatch(/ no target$/);
    expect(await page.getByRole("slider").getAttribute("aria-valuetext")).toMatch(
      /^supervision step 16, H-step 2, answer/,
    );
  }, 240_000);
});
