import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Command } from "../../app/keys/command.ts";
import { COMMANDS } from "../../app/keys/registry.ts";
import { type Scratch, scratch } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";
import { goTo, isAt, LINKS, type LinkName } from "./go.ts";
import { controlsOf, tabThrough } from "./tab-order.ts";
import { writeTwoRuns } from "./two-runs.ts";
import { WALK } from "./walk.ts";

let runs: Scratch;
let explorer: Explorer;
let page: Page;

beforeAll(async () => {
  runs = await scratch();
  explorer = await startExplorer(inject("cli"), await writeTwoRuns(runs, 6));
  page = await explorer.open(LINKS.gallery, { permissions: ["clipboard-read", "clipboard-write"] });
  page.setDefaultTimeout(60_000);
  // Choosers are caught from here on: switched on only as a key is pressed, the first of a busy machine got away.
  page.on("filechooser", () => {});
  await isAt(page, "gallery");
}, 180_000);

afterAll(async () => {
  await explorer?.close();
  await runs?.remove();
});

/** Every way to give a command: its keys; the palette, where it has none. */
function waysOf({ keys, title }: Command): readonly (() => Promise<void>)[] {
  if (keys.length > 0) return keys.map((key) => () => page.keyboard.press(playwrightKey(key)));
  return [
    async () => {
      await page.keyboard.press("Control+Shift+P");
      await page.keyboard.type(title);
      await page.getByRole("option").and(page.locator("[aria-selected=true]")).getByText(title).waitFor();
      await page.keyboard.press("Enter");
    },
  ];
}

/** `Ctrl+Shift+p` is `Control+Shift+P` to Playwright. */
const playwrightKey = (key: string): string =>
  key.replace("Ctrl", "Control").replace(/(?<=Shift\+)\p{L}$/u, (letter) => letter.toUpperCase());

describe("every command of the registry does what it says", () => {
  it("and none is without a test", () => {
    expect(COMMANDS.map(({ id }) => id).sort()).toEqual(Object.keys(WALK).sort());
  });

  it.each(COMMANDS.map((command) => [command.id, command] as const))(
    "%s",
    async (id, command) => {
      const step = WALK[id];
      if (step === undefined) throw new Error(`no step for ${id}`);
      for (const press of waysOf(command)) {
        await goTo(page, step.from);
        await step.does(page, press);
      }
      expect(explorer.faults).toEqual([]);
    },
    180_000,
  );
});

describe("Tab", () => {
  it.each(["gallery", "pinned", "compare"] satisfies LinkName[])(
    "reaches every control of the view, with a ring around it, and is trapped by none: %s",
    async (view) => {
      await goTo(page, view);
      const controls = await controlsOf(page);
      const reached = await tabThrough(page, controls.length);
      expect(reached.filter(({ isRinged }) => !isRinged).map(({ name }) => name)).toEqual([]);
      const names = reached.map(({ name }) => name);
      expect(controls.filter((name) => !names.includes(name))).toEqual([]);
      expect(controls.length).toBeGreaterThan(8);
    },
    180_000,
  );
});

describe("Escape", () => {
  it("closes the menu of what can be saved, and gives the focus back", async () => {
    await goTo(page, "puzzle");
    await page.locator("summary", { hasText: "save" }).focus();
    await page.keyboard.press("Enter");
    const entry = page.getByRole("button", { name: "Save this answer as PNG" });
    await entry.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await entry.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("save");
  });

  it("gives the focus back to what opened a dialog", async () => {
    await goTo(page, "puzzle");
    const button = page.getByRole("button", { name: "tables" });
    await button.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Grids as tables" }).waitFor();
    await page.keyboard.press("Escape");
    await button.and(page.locator(":focus")).waitFor();
  });

  it.each(["compare", "live"] satisfies LinkName[])("leads back to the gallery from: %s", async (view) => {
    await goTo(page, view);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !location.hash.includes("view="));
  });
});
