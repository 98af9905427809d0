import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { goTo, isAt, LINKS } from "./go.ts";
import { SCREENS, type ScreenName } from "./screens.ts";
import { exploreTwoRuns } from "./two-runs.ts";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const its = exploreTwoRuns(12);

/** `rule: element` of what axe finds. */
async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
  it.each(["desktop", "phone"] as ScreenName[])(
    "axe finds nothing wrong with any view or dialog, on a %s",
    async (screen) => {
      // axe comes into the page from outside, which its policy forbids.
      const page = await its.explorer.open(LINKS.gallery, { ...SCREENS[screen], colorScheme, bypassCSP: true });
      page.setDefaultTimeout(60_000);
      await isAt(page, "gallery");
      await page.addScriptTag({ path: AXE });
      const found: Record<string, readonly string[]> = {};
      const look = async (what: string): Promise<void> => {
        // What says that something is being read fades in, and has no contrast yet while it does.
        await page.waitForFunction(() => document.querySelector(".busy")?.textContent === "");
        const wrong = await violations(page);
        if (wrong.length > 0) found[what] = wrong;
      };
      const inDialog = async (what: string, key: string): Promise<void> => {
        await page.keyboard.press(key);
        await page.getByRole("dialog").waitFor();
        await look(what);
        await page.keyboard.press("Escape");
        await page.getByRole("dialog").waitFor({ state: "hidden" });
      };

      await page.locator("summary", { hasText: "thresholds" }).click();
      await look("gallery with its thresholds");
      await goTo(page, "puzzle");
      await page.getByRole("textbox", { name: /^note/ }).fill("odd");
      await page.getByRole("textbox", { name: /^tags/ }).fill("wall, odd");
      await page.keyboard.press("Enter");
      await page.keyboard.press("e");
      await page.getByRole("grid").first().locator("[tabindex='0']").focus();
      await page.keyboard.press("Enter");
      await look("puzzle with probes, a cell, a note");
      await inDialog("keys", "?");
      await inDialog("palette", "Control+Shift+P");
      await inDialog("tables", "w");
      await inDialog("opened before", "h");
      await page.locator("summary", { hasText: "save" }).click();
      await look("menu of what can be saved");
      await goTo(page, "pinned");
      await look("two rollouts side by side");
      await goTo(page, "compare");
      await look("two runs");
      await page.evaluate(() => {
        location.hash = "#v=1&run=runs/plain/&search=tag:odd&colour=red";
      });
      await page.getByRole("log").getByText("colour").waitFor();
      await look("gallery with tags and a notice");
      await goTo(page, "live");
      await look("live, before it runs");
      expect(found).toEqual({});
      await page.close();
    },
    300_000,
  );
});

it("axe finds nothing wrong with the page that has no run", async () => {
  const page = await its.explorer.newPage({ bypassCSP: true });
  await page.route("**/runs.json", (route) => route.fulfill({ json: { runs: [] } }));
  const recents = [{ name: "kicked", address: `${its.explorer.url}runs/kicked/` }];
  await page.addInitScript((kept) => localStorage.setItem("fixpoint.recents", JSON.stringify(kept)), recents);
  await page.goto(its.explorer.url);
  await page.getByRole("heading", { name: "Drop a run here" }).waitFor();
  await page
    .getByRole("region", { name: "opened before" })
    .getByRole("button", { name: /kicked/ })
    .waitFor();
  await page.addScriptTag({ path: AXE });
  expect(await violations(page)).toEqual([]);
  await page.close();
});

it("with the keyboard alone a rollout is found and opened, and a tile has a ring", async () => {
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: element } = document;
      const outline = element === null ? "" : getComputedStyle(element).outlineStyle;
      return { name: element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "", outline };
    });
  const page = await its.explorer.open();
  await isAt(page, "gallery");
  await page.keyboard.press("/");
  await page.keyboard.type("made-up-1");
  await page.getByText("3 shown", { exact: true }).waitFor();
  await page.keyboard.press("Enter");
  for (let tab = 0; tab < 30 && !/, rollout \d+: /.test((await focused(page)).name); tab++)
    await page.keyboard.press("Tab");
  expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^made-up-1 /), outline: "solid" });
  await page.keyboard.press("ArrowRight");
  expect((await focused(page)).name).toMatch(/^made-up-10 /);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "made-up-10#0" }).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: "made-up-11#0" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("group", { name: "3 rollouts" }).waitFor();
  expect(its.explorer.faults).toEqual([]);
  await page.close();
});
