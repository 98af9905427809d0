import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { exploreTwoRuns } from "./two-runs.ts";

const explored = exploreTwoRuns(2);

const dialog = (page: Page) => page.getByRole("dialog", { name: "Opened before" });
const listed = (page: Page) => dialog(page).getByRole("listitem");
const gallery = (page: Page) => page.getByRole("group", { name: /^\d+ rollouts$/ }).waitFor();

it("lists what was opened, newest first, also in the next page, until it is cleared", async () => {
  const { explorer } = explored;
  const page = await explorer.open();
  await gallery(page);
  await page.getByRole("combobox", { name: "run" }).selectOption({ label: "kicked" });
  await page.getByRole("heading", { name: "kicked" }).waitFor();
  await page.reload();
  await gallery(page);
  await page.keyboard.press("h");
  await expect
    .poll(() => listed(page).allInnerTexts())
    .toEqual([expect.stringMatching(/^1\s+kicked\s+http/), expect.stringMatching(/^2\s+plain\s+http/)]);
  await page.keyboard.press("2");
  // It is remembered when it is there, which is after the link says so.
  await page.getByRole("heading", { name: "plain" }).waitFor();
  await page.keyboard.press("h");
  await page.getByRole("button", { name: "forget them all" }).click();
  await dialog(page).getByText("Nothing yet.").waitFor();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(explorer.faults).toEqual([]);
});

it("does not remember what was dropped, and a name is text and nothing else", async () => {
  const { explorer } = explored;
  const page = await explorer.newPage();
  const hostile = { name: "<img src=x onerror=alert(1)>", address: `${explorer.url}runs/plain/` };
  await page.addInitScript((kept) => localStorage.setItem("fixpoint.recents", JSON.stringify([kept])), hostile);
  await page.goto(`${explorer.url}#v=1&run=runs/kicked/`);
  await gallery(page);
  await page.keyboard.press("h");
  await dialog(page).getByText(hostile.name).waitFor();
  expect(await page.locator("dialog img").count()).toBe(0);
  await dialog(page)
    .getByRole("button", { name: /onerror/ })
    .click();
  await page.waitForFunction(() => location.hash.includes("run=runs/plain/"));
  expect(explorer.faults).toEqual([]);
});

it("needs no storage: where the browser forbids it, the list lasts as long as the page", async () => {
  const { explorer } = explored;
  const page = await explorer.newPage();
  await page.addInitScript(() =>
    Object.defineProperty(globalThis, "localStorage", {
      get() {
        throw new DOMException("forbidden", "SecurityError");
      },
    }),
  );
  await page.goto(explorer.url);
  await gallery(page);
  await page.keyboard.press("h");
  await dialog(page).getByRole("button", { name: /plain/ }).waitFor();
  expect(explorer.faults).toEqual([]);
});
