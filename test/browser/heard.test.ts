import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { goTo, isAt, LINKS } from "./go.ts";
import { exploreTwoRuns } from "./two-runs.ts";

const SIDE = 10;

const its = exploreTwoRuns(6);

async function openPuzzle(): Promise<Page> {
  const page = await its.explorer.open(LINKS.puzzle);
  await isAt(page, "puzzle");
  return page;
}

/** What the file says of the rollout on screen: cells of a grid of `rows` by `columns`, by row. */
async function recorded(): Promise<{
  readonly answer: (rows: number, columns: number) => string[][];
  readonly input: (rows: number, columns: number) => string[][];
}> {
  const run = await its.runs.open("plain");
  const step = (await run.steps(3)).find((one) => one.supervisionStep === 2 && one.hStep === 1 && one.lStep === 3);
  const record = (await run.rollouts())[3];
  if (step === undefined || record === undefined) throw new Error("no such step");
  const { targetTokens: target, inputTokens } = record;
  const colour = (token: number | undefined): string => String((token ?? 0) - 2);
  const cells = (rows: number, columns: number, of: (cell: number) => string): string[][] =>
    Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => of(row * SIDE + column)));
  const answer = (cell: number): string => {
    const [held, wanted] = [step.tokens[cell], target?.[cell]];
    return held === wanted ? colour(held) : `${colour(held)}, should be ${colour(wanted)}`;
  };
  return {
    answer: (rows, columns) => cells(rows, columns, answer),
    input: (rows, columns) => cells(rows, columns, (cell) => colour(inputTokens[cell])),
  };
}

it("an answer is a grid, through whose cells the arrows go", async () => {
  const page = await openPuzzle();
  const grid = page.getByRole("grid", { name: /^2\.1\.3 probe: / });
  const [rows, columns] = [
    Number(await grid.getAttribute("aria-rowcount")),
    Number(await grid.getAttribute("aria-colcount")),
  ];
  expect(rows * columns).toBeGreaterThan(4);
  await grid.locator("[tabindex='0']").focus();
  const focused = () =>
    page.evaluate(() => {
      const { activeElement: cell } = document;
      const place = [cell?.parentElement?.ariaRowIndex, cell?.ariaColIndex].map(Number);
      return { place, label: cell?.ariaLabel ?? "" };
    });
  const heard: string[][] = [];
  for (let row = 1; row <= rows; row++) {
    heard.push([]);
    for (let column = 1; column <= columns; column++) {
      const { place, label } = await focused();
      expect(place).toEqual([row, column]);
      heard.at(-1)?.push(label);
      await page.keyboard.press("ArrowRight");
    }
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
  }
  expect(heard).toEqual((await recorded()).answer(rows, columns));
  expect(heard.flat().filter((label) => label.includes("should be")).length).toBeGreaterThan(0);
  // The cell is kept for the inspector, and the cursor of the rollout is where it was.
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("cell=0"));
  expect(await grid.locator("[aria-selected=true]").count()).toBe(1);
  expect(await page.evaluate(() => location.hash)).toContain("at=2.1.3");
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});

it("every grid of the view is a table too", async () => {
  const page = await openPuzzle();
  await page.getByRole("button", { name: "tables" }).click();
  const dialog = page.getByRole("dialog", { name: "Grids as tables" });
  const cells = () =>
    dialog
      .getByRole("row")
      .evaluateAll((rows) =>
        rows
          .slice(1)
          .map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent?.replaceAll("\u00a0", " "))),
      );
  const written = await recorded();
  const answer = await cells();
  expect(answer).toEqual(written.answer(answer.length, answer[0]?.length ?? 0));
  const names = await dialog.getByRole("option").allTextContents();
  expect(names).toEqual(["2.1.3 probe", "target", "test input", "training pair 1, input", "training pair 1, output"]);
  await dialog.getByRole("combobox", { name: "grid" }).selectOption("test input");
  const input = await cells();
  expect(input).toEqual(written.input(input.length, input[0]?.length ?? 0));
  await dialog.getByText(`${input.length} rows, ${input[0]?.length} columns`).waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});

it("where the cursor came to rest is said once, and nothing while it moves or plays", async () => {
  const page = await openPuzzle();
  const status = page.getByRole("status", { name: "where the cursor is" });
  await status
    .getByText(/^Supervision step 2, H-step 1, L-step 3, probe: \d+ of \d+ labelled cells wrong\. The rollout: /)
    .waitFor();
  expect(await status.evaluate((element) => getComputedStyle(element).display)).not.toBe("none");
  await status.evaluate((element) => {
    const said: string[] = [];
    Object.assign(globalThis, { said });
    new MutationObserver(() => said.push(element.textContent ?? "")).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const said = () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
  for (let step = 0; step < 8; step++) await page.keyboard.press("ArrowRight");
  await status.getByText(/^Supervision step 2, H-step 3, L-step 3, probe/).waitFor();
  expect((await said()).length).toBe(1);
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "pause" }).waitFor();
  await page.waitForTimeout(1500);
  expect((await said()).length).toBe(1);
  await page.keyboard.press("Space");
  await page.waitForFunction(() => (globalThis as unknown as { said: string[] }).said.length === 2);
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});

it("the gallery and the comparison of two runs are told in a sentence each", async () => {
  const page = await its.explorer.open(LINKS.gallery);
  await isAt(page, "gallery");
  // Both at one moment: what is measured meanwhile gets another verdict.
  const { verdicts, words } = await page.getByRole("group", { name: "6 rollouts" }).evaluate((wall) => ({
    verdicts: [...document.querySelectorAll('[aria-label="filter by verdict"] button')].map((one) => one.textContent),
    words: document.getElementById(wall.getAttribute("aria-describedby") ?? "")?.textContent,
  }));
  expect(verdicts.length).toBeGreaterThan(0);
  expect(words).toBe(`6 rollouts: ${verdicts.map((text) => text.trim()).join("; ")}. All are shown.`);
  await goTo(page, "compare");
  await page
    .getByRole("status")
    .getByText(/^Against kicked: \d gained, \d lost, \d solved in both, /)
    .waitFor();
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});
