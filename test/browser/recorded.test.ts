import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";

const RECORDED = "recorded/undisturbed/";

let runs: Scratch;
let explorer: Explorer;

beforeAll(async () => {
  runs = await scratch();
  await writeMadeUpRun(runs.path("plain"), { rollouts: 6, batch: 6, side: 10 });
  explorer = await startExplorer(inject("cli"), [runs.path("plain")]);
}, 120_000);

afterAll(async () => {
  await explorer?.close();
  await runs?.remove();
});

async function openRecorded(state = ""): Promise<Page> {
  const page = await explorer.open(`?url=${RECORDED}#v=1&run=${RECORDED}${state}`);
  if (state !== "") await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
  return page;
}

it("the built page has runs of the shipped model beside it, which it shows where its host has none of its own", async () => {
  const page = await explorer.newPage();
  await page.route("**/runs.json", (route) =>
    route.fulfill({ json: { runs: [{ name: "undisturbed", url: RECORDED }] } }),
  );
  await page.goto(explorer.url);
  await page.getByRole("group", { name: "40 rollouts" }).waitFor();
  expect(explorer.faults).toEqual([]);
  await page.close();
});

it("doubt goes through all measures that a run with probabilities has", async () => {
  const page = await openRecorded("&view=puzzle&rollout=0");
  const button = page.getByRole("toolbar", { name: "how it is shown" }).getByRole("button", { name: /^doubt/ });
  const seen: (string | null)[] = [];
  for (let press = 0; press < 4; press++) {
    await page.keyboard.press("c");
    await expect.poll(() => button.textContent()).not.toBe(seen.at(-1) ?? "doubt");
    seen.push(await button.textContent());
  }
  expect(new Set(seen).size).toBe(4);
  expect(seen.at(-1)).toBe("doubt");
  await page.close();
});

it("doubt is no choice where nothing of it was recorded, and says why", async () => {
  const page = await explorer.open("#v=1&run=runs/plain/&view=puzzle&rollout=0");
  const button = page.getByRole("button", { name: "doubt" });
  await button.waitFor();
  expect(await button.isDisabled()).toBe(true);
  expect(await button.getAttribute("title")).toContain("trace it with --confidence");
  await page.close();
});

it("a cell's token probabilities over time share the cursor: a click moves it there", async () => {
  const page = await openRecorded("&view=puzzle&rollout=0&cell=11");
  const plot = page.getByRole("img", { name: /^token probabilities over time; .+ at the cursor$/ });
  await plot.waitFor();
  const box = await plot.boundingBox();
  if (box === null) throw new Error("the plot is not on screen");
  await page.mouse.click(box.x + 2, box.y + box.height / 2);
  await page.waitForFunction(() => location.hash.includes("at=1.1.1"));
  expect(explorer.faults).toEqual([]);
  await page.close();
});
