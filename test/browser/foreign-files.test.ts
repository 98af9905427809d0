import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { exportRun } from "../../src/trace/export.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";
import { drop } from "./live-models.ts";

/** As it is in the page where it is taken for text. */
const HOSTILE = `<img src=x onerror="document.title='run'"><b>`;

let runs: Scratch;
let explorer: Explorer;
/** `rollouts.jsonl` whose first task has a hostile id. */
let hostile: string;

beforeAll(async () => {
  runs = await scratch();
  const header = { config: { H_cycles: 3, L_cycles: 4, vocab_size: 12 } };
  await writeMadeUpRun(runs.path("made-up"), { rollouts: 6, batch: 6, side: 10, header });
  const lines: string[] = [];
  for await (const line of exportRun(await runs.open("made-up"), "rollouts")) lines.push(line);
  hostile = lines.join("").replaceAll(`"made-up-0"`, JSON.stringify(HOSTILE));
  explorer = await startExplorer(inject("cli"), [runs.path("made-up")]);
}, 120_000);

afterAll(async () => {
  await explorer?.close();
  await runs?.remove();
});

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(content),
});

describe("names out of dropped files", () => {
  it("are shown as text, in the gallery, the menu and the puzzle", async () => {
    expect(hostile).toContain("onerror");
    const page = await explorer.open();
    await page.getByRole("group", { name: "6 rollouts" }).waitFor();
    await page.getByLabel("files of a run").setInputFiles([file(`${HOSTILE}.jsonl`.replaceAll("/", ""), hostile)]);
    await page.getByRole("heading", { name: `${HOSTILE}.jsonl` }).waitFor();
    await page.getByRole("button", { name: /^<img src=x onerror=.*, rollout 0:/ }).click();
    await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
    await page.getByRole("heading", { name: `${HOSTILE}#0` }).waitFor();
    expect(await page.locator("img, b, script:not([type=module])").count()).toBe(0);
    expect(await page.title()).not.toBe("run");
    expect(explorer.faults).toEqual([]);
  });

  it("are text in a link's title too", async () => {
    const page = await explorer.open(`#${new URLSearchParams({ v: "1", title: HOSTILE })}`);
    await page.getByText(HOSTILE).waitFor();
    expect(await page.locator("img, b").count()).toBe(0);
    expect(explorer.faults).toEqual([]);
  });
});

describe("what is no run", () => {
  it.each([
    ["run.json", new Uint8Array(1000).fill(0xff), /invalid JSON file: it is not UTF-8 text/],
    ["run.json", `{"rollouts": 6}`, /invalid run: format_version is nothing/],
    ["notes.txt", "hello", /invalid run: no run\.json/],
    ["rollouts.jsonl", new Uint8Array([0x50, 0x41, 0x52, 0x31]), /invalid rollouts\.jsonl: line 1/],
  ] as const)("as %s, is a sentence, and the puzzle stays open", async (name, content, sentence) => {
    const page = await explorer.open("#v=1&run=runs/made-up/&view=puzzle&rollout=2&at=3.1.2");
    const slider = page.getByRole("slider", { name: "position in the rollout" });
    await slider.waitFor();
    await page.getByLabel("files of a run").setInputFiles([file(name, content)]);
    await page.getByRole("log").getByText(sentence).waitFor();
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 3, H-step 1, L-step 2, probe/);
    expect(explorer.faults).toEqual([]);
  });
});

it("a run whose steps are cut off is a sentence, and neither comes on screen nor into the menu", async () => {
  const page = await explorer.open("#v=1&run=runs/made-up/&view=puzzle&rollout=2&at=3.1.2");
  const slider = page.getByRole("slider", { name: "position in the rollout" });
  await slider.waitFor();
  const names = (await readdir(runs.path("made-up"))).filter((name) => name.includes("."));
  const files = names.map(async (name) => {
    const content = await readFile(join(runs.path("made-up"), name));
    return file(name, name === "steps.parquet" ? content.subarray(0, content.length / 2) : content);
  });
  await page.getByLabel("files of a run").setInputFiles(await Promise.all(files));
  await page
    .getByRole("log")
    .getByText(/^invalid .*steps\.parquet/)
    .waitFor();
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 3, H-step 1, L-step 2, probe/);
  expect(await page.getByRole("combobox", { name: "run" }).locator("option").allTextContents()).toEqual(["made-up"]);
  expect(explorer.faults).toEqual([]);
});

describe("what is no model", () => {
  it.each([
    ["step.safetensors", /invalid checkpoint: .*step\.safetensors/],
    ["step.pt", /invalid checkpoint: .*step\.pt/],
  ] as const)("as %s, is a sentence, and the rollout stays where it is", async (name, sentence) => {
    const page = await explorer.open("#v=1&run=runs/made-up/&view=puzzle&rollout=2&at=3.1.2");
    const slider = page.getByRole("slider", { name: "position in the rollout" });
    await slider.waitFor();
    const before = page.url();
    await drop(page, [{ name, buffer: Buffer.from("nothing that anybody knows") }]);
    await page.getByRole("log").getByText(sentence).waitFor();
    // The address is written when the view rests.
    await page.waitForTimeout(600);
    expect(page.url()).toBe(before);
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 3, H-step 1, L-step 2, probe/);
    expect(explorer.faults).toEqual([]);
  });
});

describe("an address without a run", () => {
  it("is named, and the runs that are there are shown", async () => {
    const page = await explorer.open("?url=nothing/");
    await page.getByRole("group", { name: "6 rollouts" }).waitFor();
    await page
      .getByRole("log")
      .getByText(/^cannot read|^invalid run: /)
      .waitFor();
    expect(await page.getByRole("log").textContent()).toContain(`at ${new URL("nothing/", explorer.url)}`);
    // The browser says of a missing file what it thinks of it.
    expect(explorer.faults.filter((fault) => !/404/.test(fault))).toEqual([]);
  });
});

describe("a link", () => {
  it("copied from any state restores it", async () => {
    const page = await explorer.open();
    await page.getByRole("group", { name: "6 rollouts" }).waitFor();
    await page.getByRole("combobox", { name: "sort by" }).selectOption("task");
    await page.getByRole("button", { name: /, rollout 4: / }).click();
    const slider = page.getByRole("slider", { name: "position in the rollout" });
    await slider.waitFor();
    for (const key of ["p", "Home", "Control+ArrowRight", "e", "d", "c", "n", "a", "j", "ArrowLeft"]) {
      await page.keyboard.press(key);
    }
    await page.waitForFunction(() => location.hash.includes("pin=") && location.hash.includes("probes="));
    const state = async (of: typeof page) => ({
      link: new URL(of.url()).hash,
      at: await of.getByRole("slider", { name: "position in the rollout" }).getAttribute("aria-valuetext"),
      title: await of.getByRole("heading", { level: 1 }).first().textContent(),
      pressed: await of.locator(".toolbar [aria-pressed=true]").allTextContents(),
    });
    // The cursor is written into the address when it rests.
    await page.waitForTimeout(600);
    const before = await state(page);
    const again = await explorer.open(before.link);
    await again.getByRole("slider", { name: "position in the rollout" }).waitFor();
    expect(await state(again)).toEqual(before);
    expect(before.pressed.length).toBeGreaterThan(2);
    expect(explorer.faults).toEqual([]);
  });
});
