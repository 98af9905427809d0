import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Explorer, startExplorer } from "./explorer.ts";
import { chooseModel } from "./live-page.ts";
import { SCREENS } from "./screens.ts";

let explorer: Explorer;
let page: Page;

beforeAll(async () => {
  explorer = await startExplorer(inject("cli"), []);
  page = await explorer.open("#v=1&view=live", SCREENS.phone);
  page.setDefaultTimeout(120_000);
  await chooseModel(page, "sudoku6-mlp");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
}, 240_000);

afterAll(() => explorer?.close());

it("on a phone what a model computes is in sight as soon as it runs: answer, scrubber, filmstrip", async () => {
  const parts = [
    page.getByRole("grid").first(),
    page.getByRole("slider", { name: "position in the rollout" }),
    page.getByRole("region", { name: "filmstrip" }),
  ];
  for (const part of parts) {
    const box = await part.boundingBox();
    expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThanOrEqual(844);
  }
}, 240_000);

it("on a phone the panels of a rollout are folded, and unfold for who interferes", async () => {
  const field = page.getByRole("form", { name: "interfere here" }).getByRole("combobox", { name: "what" });
  expect(await page.getByRole("combobox", { name: "model" }).isVisible()).toBe(false);
  await page.keyboard.press("i");
  await field.waitFor();
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(explorer.faults).toEqual([]);
}, 240_000);

it("on a phone a run can be cancelled while its panels are folded", async () => {
  const cancel = page.getByRole("button", { name: "Cancel" });
  if (!(await page.getByRole("button", { name: "Run", exact: true }).isVisible())) {
    await page.locator("aside summary").click();
  }
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("combobox", { name: "model" }).waitFor({ state: "hidden" });
  await cancel.click();
  await page
    .getByRole("log")
    .getByText(/^cancelled at \d/)
    .waitFor();
  expect(explorer.faults).toEqual([]);
}, 240_000);
