import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { subjectOf } from "../../app/notes/note.ts";
import { formatNotes } from "../../app/notes/notes-json.ts";
import { STORED_AS } from "../../app/notes/notes-store.ts";
import { type Scratch, scratch } from "../made-up-run.ts";
import { expectPicture } from "./expected-picture.ts";
import { type Explorer, startExplorer } from "./explorer.ts";
import { writePicturedRuns } from "./pictured-runs.ts";
import { SCREENS, type ScreenName } from "./screens.ts";

/**
 * What drew the pictures: of another Chromium, or another font for `system-ui` (DejaVu Sans is Debian's where nothing else is installed),
 * every line would differ. Whoever draws them anew with another says so here.
 */
const DRAWN_WITH = { chromium: 156, font: "DejaVu Sans" };

const RUN = "#v=1&run=runs/plain/";
const PUZZLE = `${RUN}&view=puzzle&rollout=6&at=4.2.2&diff=target`;
const VIEWS = {
  gallery: RUN,
  puzzle: `${PUZZLE}&cell=54`,
  probes: `${PUZZLE}&probes=4,5&confidence=on`,
  "side-by-side": `${RUN}&view=puzzle&rollout=8&at=5.1.1&pin=8@runs/kicked/`,
  compare: `${RUN}&view=compare&against=runs/kicked/`,
  live: "#v=1&view=live",
} as const;
type Pictured = keyof typeof VIEWS;

let runs: Scratch;
let explorer: Explorer;
/** The notes of this browser, as they are stored. */
let notes: string;

beforeAll(async () => {
  runs = await scratch();
  explorer = await startExplorer(inject("cli"), await writePicturedRuns(runs));
  const run = await runs.open("plain");
  const records = (await run.rollouts()).filter(({ rollout }) => [2, 6].includes(rollout));
  const content = { text: "It leaks at the walls.", tags: ["leak"], changed: "2026-01-03T00:00:00.000Z" };
  notes = formatNotes(records.map((record) => ({ ...subjectOf(run, record), ...content })));
}, 180_000);

afterAll(async () => {
  await explorer?.close();
  await runs?.remove();
});

/** Draws every glyph of the two alike? */
const hasFont = (page: Page): Promise<boolean> =>
  page.evaluate((font) => {
    const context = document.createElement("canvas").getContext("2d");
    const width = (family: string): number => {
      if (context === null) return 0;
      context.font = `40px ${family}`;
      return context.measureText("Every inner step, 0123456789").width;
    };
    return width("system-ui") === width(`"${font}", monospace`);
  }, DRAWN_WITH.font);

/** What of the view comes last. */
async function isThere(page: Page, view: Pictured): Promise<void> {
  switch (view) {
    case "gallery":
      await page.getByRole("group", { name: "21 rollouts" }).waitFor();
      return page.getByText(/measuring/).waitFor({ state: "detached" });
    case "compare":
      await page.getByText("down: in plain; across: in kicked").waitFor();
      return page.getByRole("link", { name: /solved in both$/ }).waitFor();
    case "live":
      return page.getByRole("button", { name: "Run", exact: true }).and(page.locator(":enabled")).waitFor();
    default:
      await page.getByRole("slider", { name: "position in the rollout" }).waitFor();
      await page.getByRole("combobox", { name: "version" }).locator("option").nth(1).waitFor({ state: "attached" });
      return page.getByRole("img", { name: /^latent trajectory/ }).waitFor({ state: "attached" });
  }
}

function draw(page: Page): Promise<Buffer> {
  // Of the engine the machine decides.
  return page.screenshot({
    mask: [page.locator("[data-engine]")],
    maskColor: "#808080",
    animations: "disabled",
  });
}

describe.each(Object.keys(SCREENS) as ScreenName[])("on a %s", (screen) => {
  describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
    it.for(Object.keys(VIEWS) as Pictured[])("%s looks as it did", { timeout: 180_000 }, async (view, { skip }) => {
      const chromium = Number.parseInt(explorer.browser.version(), 10);
      if (chromium !== DRAWN_WITH.chromium) skip(`Chromium is ${chromium}, pictures are of ${DRAWN_WITH.chromium}`);
      const page = await explorer.newPage({ ...SCREENS[screen], colorScheme });
      page.setDefaultTimeout(60_000);
      await page.addInitScript(([key, text]) => localStorage.setItem(key, text), [STORED_AS, notes] as const);
      await page.goto(explorer.url + VIEWS[view]);
      if (!(await hasFont(page))) skip(`the page is not written in ${DRAWN_WITH.font} here`);
      await isThere(page, view);
      await expectPicture(() => draw(page), `${view}-${screen}-${colorScheme}`);
      await page.close();
      expect(explorer.faults).toEqual([]);
    });
  });
});
