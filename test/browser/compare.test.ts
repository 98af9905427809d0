import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { exploreTwoRuns } from "./two-runs.ts";

const its = exploreTwoRuns(6);

const link = "#v=1&run=runs/plain/&view=puzzle&rollout=3";

/** The name of the file that the browser saves, and its text. */
async function saved(page: Page, entry: string): Promise<{ name: string; text: string }> {
  await page.getByText("save", { exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: entry }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "latin1") };
}

it("pins another version beside, marks where the two part and re-join, and swaps them", async () => {
  const page = await its.explorer.open(link);
  const beside = page.getByRole("combobox", { name: "beside" });
  await beside.locator("option", { hasText: "kicked" }).waitFor({ state: "attached" });
  await beside.selectOption({ label: "undisturbed, in kicked" });
  await page.waitForFunction(() => location.hash.includes("pin=3@runs/kicked/"));

  const film = page.getByRole("region", { name: "filmstrip" });
  await film.getByRole("button", { name: /^part 1\./ }).click();
  const slider = page.getByRole("slider", { name: "position in the rollout" });
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 1, /);
  await film.getByRole("button", { name: /^join \d/ }).waitFor();
  // Both cursors are at one address, in either strip.
  expect(await film.locator("[aria-current=true]").count()).toBe(2);
  const table = page.getByRole("table", { name: "what the two runs were told differently" });
  expect(await table.getByRole("row").allTextContents()).toContainEqual(
    expect.stringMatching(/interventions\s*none\s*noise@1:target=z_L,sigma=1/),
  );
  await page.getByRole("img", { name: /^latent trajectory: axis 1 .* fitted on 32 states of both rollouts/ }).waitFor();

  await page.keyboard.press("x");
  await page.waitForFunction(
    () => location.hash.includes("run=runs/kicked/") && location.hash.includes("pin=3@runs/plain/"),
  );
  await page.keyboard.press("j");
  await page.waitForFunction(() => location.hash.includes("rollout=4") && location.hash.includes("pin=4@runs/plain/"));
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});

it("compares two runs, and every number leads to the puzzles it counts", async () => {
  const page = await its.explorer.open("#v=1&run=runs/plain/&view=compare");
  await page.getByRole("combobox", { name: "against" }).selectOption({ label: "kicked" });
  const number = page.getByRole("link", { name: /solved in both$/ });
  const count = Number(await number.textContent());
  expect(count).toBeGreaterThan(0);
  await number.click();
  await page.getByText(`${count} shown`, { exact: true }).waitFor();
  await page.getByText("solved in both").waitFor();
  await page.goBack();
  await number.waitFor();
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});

it("saves pictures and tables, drawn in a worker", async () => {
  const page = await its.explorer.open(`${link}&at=2.1.3`);
  const svg = await saved(page, "Save this answer as SVG");
  expect(svg.name).toBe("plain-3-2.1.3.svg");
  expect(svg.text).toContain("2.1.3 probe");
  expect((await saved(page, "Save this answer as PNG")).text.slice(1, 4)).toBe("PNG");
  expect((await saved(page, "Save the rollout as an animated GIF")).text.slice(0, 6)).toBe("GIF89a");
  const csv = await saved(page, "Save the rollout's steps as CSV");
  expect([csv.name, csv.text.split("\n").length]).toEqual(["plain-3.csv", 1 + 16 * 3 * 5 + 1]);
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});

it("keeps notes, finds them by tag, and says what is wrong with a file of them", async () => {
  const page = await its.explorer.open(link);
  const field = page.getByRole("textbox", { name: /^note/ });
  await field.waitFor();
  await page.keyboard.press("m");
  await page.keyboard.type("<b>stubborn</b>");
  const tags = page.getByRole("textbox", { name: /^tags/ });
  await tags.fill("odd, wall");
  await tags.press("Enter");
  await page.reload();
  expect(await field.inputValue()).toBe("<b>stubborn</b>");
  await page.keyboard.press("Escape");
  await page.getByRole("searchbox").fill("tag:odd");
  await page.getByText("1 shown", { exact: true }).waitFor();

  const file = { name: "notes.json", mimeType: "application/json", buffer: Buffer.from("{") };
  await page.getByLabel("file of notes").setInputFiles(file);
  await page.getByRole("log").getByText("invalid notes: no JSON").waitFor();
  await page.getByText("1 shown", { exact: true }).waitFor();
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});
