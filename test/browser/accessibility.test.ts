import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

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

/** `rule: element` of what axe finds. */
async function violations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

const PUZZLE = "#v=1&run=runs/made-up/&view=puzzle&rollout=5&at=3.1.2&cell=12";

describe.each(["light", "dark"] as const)("in %s colours, axe finds nothing wrong", (colorScheme) => {
  // axe comes into the page from outside, which its policy forbids.
  const open = (link: string) => explorer.open(link, { colorScheme, bypassCSP: true });

  it("with the gallery, and its thresholds", async () => {
    const page = await open("");
    await page.getByRole("group", { name: "24 rollouts" }).waitFor();
    await page.locator("summary", { hasText: "thresholds" }).click();
    expect(await violations(page)).toEqual([]);
  });

  it("with a puzzle, a cell and probes", async () => {
    const page = await open(`${PUZZLE}&probes=3`);
    await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("with the dialogs and a notice", async () => {
    const page = await open("#v=1&colour=red");
    await page.getByRole("group", { name: "24 rollouts" }).waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+P");
    await page.getByRole("combobox", { name: "command" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe("with the keyboard alone", () => {
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      const outline = element === null ? "" : getComputedStyle(element).outlineStyle;
      return { name: element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "", outline };
    });

  it("a rollout is found, opened and gone through", async () => {
    const page = await explorer.open();
    await page.getByRole("group", { name: "24 rollouts" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("made-up-1");
    await page.getByText("11 shown").waitFor();
    await page.keyboard.press("Escape");
    for (let tab = 0; tab < 30 && !/, rollout \d+: /.test((await focused(page)).name); tab++)
      await page.keyboard.press("Tab");
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^made-up-1 /), outline: "solid" });
    await page.keyboard.press("ArrowRight");
    expect((await focused(page)).name).toMatch(/^made-up-10 /);
    await page.keyboard.press("Enter");
    const slider = page.getByRole("slider", { name: "position in the rollout" });
    await slider.waitFor();
    const at = () => slider.getAttribute("aria-valuetext");
    await page.keyboard.press("Home");
    expect(await at()).toMatch(/^supervision step 1, H-step 1, L-step 1, probe/);
    for (const [key, where] of [
      ["ArrowRight", "1, H-step 1, L-step 2"],
      ["Shift+ArrowRight", "1, H-step 1, answer"],
      ["Control+ArrowRight", "1, H-step 3, answer"],
      ["Control+ArrowRight", "2, H-step 3, answer"],
      ["End", "16, H-step 3, answer"],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await at()]).toEqual([key, expect.stringContaining(`supervision step ${where}`)]);
    }
    for (const [key, part] of [
      ["d", "diff=previous"],
      ["c", "confidence="],
      ["n", "digits="],
      ["g", "lines="],
      ["u", "uncropped="],
      ["a", "palette="],
      ["t", "theme="],
      ["p", "pin="],
      ["e", "probes="],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForFunction((wanted) => location.hash.includes(wanted), part);
    }
    await page.keyboard.press("j");
    await page.getByRole("heading", { name: /^made-up-11#0/ }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("group", { name: "11 rollouts" }).waitFor();
    expect(explorer.faults).toEqual([]);
  });

  it("the palette runs a command", async () => {
    const page = await explorer.open(PUZZLE);
    await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
    await page.keyboard.press("Control+Shift+P");
    await page.keyboard.type("last answer");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => !location.hash.includes("at="));
    expect(explorer.faults).toEqual([]);
  });
});
