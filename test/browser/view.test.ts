import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";

let runs: Scratch;
let explorer: Explorer;

beforeAll(async () => {
  runs = await scratch();
  const header = { config: { H_cycles: 3, L_cycles: 4, vocab_size: 12 } };
  await writeMadeUpRun(runs.path("made-up"), { rollouts: 24, batch: 6, side: 10, header });
  explorer = await startExplorer(inject("cli"), [runs.path("made-up")]);
}, 120_000);

afterAll(async () => {
  await explorer?.close();
  await runs?.remove();
});

it("shows the gallery, opens a rollout, and follows the scrubber", async () => {
  const page = await explorer.open();
  await page.getByRole("button", { name: /, rollout 3: / }).click();
  const slider = page.getByRole("slider", { name: "position in the rollout" });
  await slider.waitFor();
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 16, H-step 3, answer/);

  const box = await slider.boundingBox();
  if (box === null) throw new Error("the scrubber is not on screen");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width - 2, y);
  await page.mouse.down();
  for (let share = 0.9; share > 0.25; share -= 0.1) await page.mouse.move(box.x + box.width * share, y);
  await page.mouse.move(box.x + box.width * (4.5 / 192), y);
  await page.mouse.up();
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 1, H-step 2, L-step 1, probe/);
  await page.waitForFunction(() => location.hash.includes("at=1.2.1"));

  await page.keyboard.press("Shift+ArrowRight");
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 1, H-step 2, answer/);
  expect(explorer.faults).toEqual([]);
});

it("comes back to the place in the gallery that it left, with the keyboard too", async () => {
  const page = await explorer.open("", { viewport: { width: 720, height: 480 } });
  const tile = page.getByRole("button", { name: /, rollout 21: / });
  await page.getByRole("button", { name: /, rollout 3: / }).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
  await page.keyboard.press("Escape");
  await tile.waitFor();
  await page.waitForFunction(() => document.activeElement?.ariaLabel?.includes(", rollout 21: "));
  expect(await tile.evaluate((element) => element.getBoundingClientRect().bottom - innerHeight)).toBeLessThan(1);
  expect(explorer.faults).toEqual([]);
});

it("restores a link, and says what of it is not understood", async () => {
  const page = await explorer.open("#v=1&run=runs/made-up/&view=puzzle&rollout=5&at=3.1.2&colour=red");
  const slider = page.getByRole("slider", { name: "position in the rollout" });
  await slider.waitFor();
  expect(await slider.getAttribute("aria-valuetext")).toMatch(/^supervision step 3, H-step 1, L-step 2, probe/);
  expect(await page.getByRole("log").textContent()).toContain("a part that this page does not know: colour");
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "24 rollouts" }).waitFor();
  expect(explorer.faults).toEqual([]);
});

it("says where a link points past the rollout, and lets go of it", async () => {
  const page = await explorer.open("#v=1&run=runs/made-up/&view=puzzle&rollout=5&at=99.9.9&cell=100");
  const log = page.getByRole("log");
  await log.getByText("the rollout has no 99.9.9: it is shown at its end, 16.3").waitFor();
  await log.getByText("the grid has no cell 100 (expected 0 to 99)").waitFor();
  await page.waitForFunction(() => !/at=|cell=/.test(location.hash));
  expect(explorer.faults).toEqual([]);
});

it("has in the search field what the gallery is filtered by", async () => {
  const page = await explorer.open();
  await page.getByRole("group", { name: "24 rollouts" }).waitFor();
  // At once, as people type.
  await page.keyboard.press("/");
  await page.keyboard.type("made-up-2");
  await page.keyboard.press("Enter");
  const field = page.getByRole("searchbox");
  expect(await field.inputValue()).toBe("made-up-2");
  await page.getByText("5 shown", { exact: true }).waitFor();
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  expect(await field.inputValue()).toBe("");
  await page.getByText("24 shown", { exact: true }).waitFor();
  expect(explorer.faults).toEqual([]);
});

it("says in a sentence what is wrong with a dropped file, and leaves open what was", async () => {
  const page = await explorer.open();
  await page.getByRole("group", { name: "24 rollouts" }).waitFor();
  const file = { name: "rollouts.jsonl", mimeType: "text/plain", buffer: Buffer.from("no <b>json</b>\n") };
  await page.getByLabel("files of a run").setInputFiles(file);
  await page
    .getByRole("log")
    .getByText(/invalid rollouts\.jsonl: line 1/)
    .waitFor();
  expect(await page.getByRole("heading", { name: "made-up" }).isVisible()).toBe(true);
  expect(explorer.faults).toEqual([]);
});
