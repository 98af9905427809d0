/**
 * @file What every command of the registry does, as a test sees it. A command that is missing here fails `keyboard.test.ts`.
 */

import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { LinkName } from "./go.ts";

export interface Step {
  /** Where the page is before. */
  readonly from: LinkName;
  /** Presses the command's key, or finds it in the palette, and asserts that what it says happens. */
  readonly does: (page: Page, press: () => Promise<void>) => Promise<void>;
}

const slider = (page: Page) => page.getByRole("slider", { name: "position in the rollout" });

/** From `2.1.3`, to what the slider says. */
const movesTo = (where: string, from: LinkName = "puzzle"): Step => ({
  from,
  async does(page, press) {
    await press();
    await page.waitForFunction(
      (wanted) => document.querySelector("[role=slider]")?.ariaValueText?.startsWith(wanted),
      `supervision step ${where}: `,
    );
  },
});

const linkHolds = (page: Page, part: string): Promise<unknown> =>
  page.waitForFunction((wanted) => decodeURIComponent(location.hash).includes(wanted), part);

const linkLacks = (page: Page, part: string): Promise<unknown> =>
  page.waitForFunction((unwanted) => !decodeURIComponent(location.hash).includes(unwanted), part);

/** The answer at the cursor as it is drawn. */
const drawn = (page: Page): Promise<string> =>
  page
    .locator(".now canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** Turns something of the link on and off again, and the picture changes with it, back to what it was. */
const toggles = (key: string, [on, off]: readonly [string, string]): Step => ({
  from: "puzzle",
  async does(page, press) {
    const before = await drawn(page);
    for (const [wanted, isLike] of [
      [on, false],
      [off, true],
    ] as const) {
      await press();
      await (wanted === "" ? linkLacks(page, `${key}=`) : linkHolds(page, `${key}=${wanted}`));
      await expect.poll(async () => (await drawn(page)) === before).toBe(isLike);
    }
  },
});

const saves = (name: string): Step => ({
  from: "puzzle",
  async does(page, press) {
    const [download] = await Promise.all([page.waitForEvent("download"), press()]);
    expect(download.suggestedFilename()).toBe(name);
    await page.getByRole("log").getByText(`saved ${name}`).waitFor();
    await page.getByRole("button", { name: "dismiss" }).click();
  },
});

const choosesFiles = (label: string): Step => ({
  from: "gallery",
  async does(page, press) {
    // The command before may have left the focus in the search field, where keys are letters.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), press()]);
    expect(await chooser.element().getAttribute("aria-label")).toBe(label);
  },
});

/** Opens a dialog, which Escape closes without leaving the view. */
const opens = (dialog: string): Step => ({
  from: "puzzle",
  async does(page, press) {
    await press();
    const opened = page.getByRole("dialog", { name: dialog });
    await opened.waitFor();
    await page.keyboard.press("Escape");
    await opened.waitFor({ state: "hidden" });
    await linkHolds(page, "view=puzzle");
  },
});

/** The events that the scrubber shows, in order: the address of each. */
const events = (page: Page): Promise<string[]> =>
  page
    .getByRole("list", { name: "events" })
    .getByRole("button")
    .evaluateAll((buttons) => buttons.map((button) => /at ([\d.]+)$/.exec(button.ariaLabel ?? "")?.[1] ?? ""));

const play: Step = {
  from: "puzzle",
  async does(page, press) {
    await press();
    await page.getByRole("button", { name: "pause" }).waitFor();
    await page.waitForFunction(
      () => !document.querySelector("[role=slider]")?.ariaValueText?.includes("step 2, H-step 1, L-step 3"),
    );
    await press();
    await page.getByRole("button", { name: "play" }).waitFor();
  },
};

/** The speed is what it was again after `back`. */
const plays = (speed: number, back: string): Step => ({
  from: "puzzle",
  async does(page, press) {
    await page.keyboard.press("Space");
    await page.getByText("8 L-steps a second").waitFor();
    await press();
    await page.getByText(`${speed} L-steps a second`, { exact: true }).waitFor();
    await page.keyboard.press(back);
    await page.getByText("8 L-steps a second").waitFor();
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: "play" }).waitFor();
  },
});

export const WALK: Readonly<Record<string, Step>> = {
  "cursor.next-l-step": movesTo("2, H-step 1, answer"),
  "cursor.previous-l-step": movesTo("2, H-step 1, L-step 2, probe"),
  "cursor.next-h-step": movesTo("2, H-step 1, answer"),
  "cursor.previous-h-step": movesTo("1, H-step 3, answer"),
  "cursor.next-supervision-step": movesTo("2, H-step 3, answer"),
  "cursor.previous-supervision-step": movesTo("1, H-step 3, answer"),
  "cursor.start": movesTo("1, H-step 1, L-step 1, probe"),
  "cursor.end": movesTo("16, H-step 3, answer"),
  "cursor.next-event": {
    from: "puzzle",
    async does(page, press) {
      const [first] = await events(page);
      await press();
      await linkHolds(page, `at=${first}`);
    },
  },
  "cursor.previous-event": {
    from: "puzzle",
    async does(page, press) {
      const last = (await events(page)).at(-1);
      await slider(page).focus();
      await page.keyboard.press("End");
      await press();
      await linkHolds(page, `at=${last}`);
    },
  },
  "cursor.play": play,
  "cursor.faster": plays(16, "["),
  "cursor.slower": plays(4, "]"),
  "show.difference": {
    from: "pinned",
    async does(page, press) {
      for (const mode of ["previous", "target", "input", "pinned"]) {
        await press();
        await linkHolds(page, `diff=${mode}`);
        await page.getByText(/^differs from /).waitFor();
      }
      await press();
      await linkLacks(page, "diff=");
    },
  },
  "show.confidence": toggles("confidence", ["on", ""]),
  "show.digits": toggles("digits", ["on", ""]),
  "show.lines": toggles("lines", ["off", ""]),
  "show.uncropped": toggles("uncropped", ["on", ""]),
  "show.tables": opens("Grids as tables"),
  "show.palette": {
    from: "puzzle",
    async does(page, press) {
      const before = await drawn(page);
      const names = await page.getByRole("combobox", { name: "palette" }).locator("option").count();
      await press();
      await linkHolds(page, "palette=");
      await expect.poll(() => drawn(page)).not.toBe(before);
      for (let name = 1; name < names; name++) await press();
      await expect.poll(() => drawn(page)).toBe(before);
    },
  },
  "show.theme": {
    from: "puzzle",
    async does(page, press) {
      for (const [choice, ground] of [
        ["light", "rgb(255, 255, 255)"],
        ["dark", "rgb(20, 20, 20)"],
        ["", "rgb(255, 255, 255)"],
      ] as const) {
        await press();
        await (choice === "" ? linkLacks(page, "theme=") : linkHolds(page, `theme=${choice}`));
        expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(ground);
      }
    },
  },
  "show.probes": {
    from: "puzzle",
    async does(page, press) {
      const probes = page.getByRole("region", { name: "filmstrip" }).getByRole("button", { name: / probe: / });
      await press();
      await expect.poll(() => probes.count()).toBe(9);
      await press();
      await expect.poll(() => probes.count()).toBe(0);
    },
  },
  "go.next": {
    from: "puzzle",
    async does(page, press) {
      await press();
      await page.getByRole("heading", { name: "made-up-4#0" }).waitFor();
    },
  },
  "go.previous": {
    from: "puzzle",
    async does(page, press) {
      await press();
      await page.getByRole("heading", { name: "made-up-2#0" }).waitFor();
    },
  },
  "go.gallery": {
    from: "puzzle",
    async does(page, press) {
      await press();
      await page.getByRole("group", { name: /^\d+ rollouts$/ }).waitFor();
    },
  },
  "go.search": {
    from: "puzzle",
    async does(page, press) {
      await press();
      await page.locator("input[type=search]:focus").waitFor();
      await page.keyboard.type("made-up-2");
      await page.getByText("1 shown", { exact: true }).waitFor();
      await page.keyboard.press("Escape");
      await page.locator("input[type=search]:not(:focus)").waitFor();
    },
  },
  "go.open": choosesFiles("files of a run"),
  "go.folder": choosesFiles("folder of a run"),
  "go.recents": {
    from: "puzzle",
    async does(page, press) {
      await press();
      const dialog = page.getByRole("dialog", { name: "Opened before" });
      await dialog.getByRole("button", { name: /^plain / }).waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "hidden" });
      await linkHolds(page, "view=puzzle");
      await press();
      await dialog.waitFor();
      await page.keyboard.press("1");
      await dialog.waitFor({ state: "hidden" });
      await page.getByRole("group", { name: /^\d+ rollouts$/ }).waitFor();
      await linkHolds(page, "run=runs/plain/");
    },
  },
  "go.live": {
    from: "gallery",
    async does(page, press) {
      await press();
      await page.getByRole("button", { name: "Run", exact: true }).waitFor();
    },
  },
  "live.interfere": {
    from: "live",
    async does(page, press) {
      // Under way is enough: what interferes begins a branch of what is on screen.
      await page.getByRole("button", { name: "Run", exact: true }).and(page.locator(":enabled")).focus();
      await page.keyboard.press("Enter");
      const form = page.getByRole("form", { name: "interfere here" });
      await form.waitFor();
      await slider(page).focus();
      await press();
      await form.locator("select:focus").waitFor();
    },
  },
  "compare.pin": {
    from: "puzzle",
    async does(page, press) {
      await press();
      await linkHolds(page, "pin=3@runs/plain/");
      await press();
      await linkLacks(page, "pin=");
    },
  },
  "compare.swap": {
    from: "pinned",
    async does(page, press) {
      await press();
      await linkHolds(page, "run=runs/kicked/");
      await linkHolds(page, "pin=3@runs/plain/");
    },
  },
  "compare.runs": {
    from: "gallery",
    async does(page, press) {
      await press();
      await page.getByRole("combobox", { name: "against" }).waitFor();
    },
  },
  "page.keys": opens("Keys"),
  "page.palette": opens("find a command"),
  "page.title": {
    from: "gallery",
    async does(page, press) {
      await press();
      await page.getByRole("dialog", { name: "name of what is shown" }).waitFor();
      await page.keyboard.type("an odd one");
      await page.keyboard.press("Enter");
      await linkHolds(page, "title=an+odd+one");
      await page.getByRole("banner").getByText("an odd one").waitFor();
    },
  },
  "page.link": {
    from: "gallery",
    async does(page, press) {
      await press();
      await page.getByRole("log").getByText("link copied").waitFor();
      await page.getByRole("button", { name: "dismiss" }).click();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
    },
  },
  "export.still-png": saves("plain-3-2.1.3.png"),
  "export.still-svg": saves("plain-3-2.1.3.svg"),
  "export.strip-png": saves("plain-3.png"),
  "export.strip-svg": saves("plain-3.svg"),
  "export.gif": saves("plain-3.gif"),
  "export.csv": saves("plain-3.csv"),
  "export.jsonl": saves("plain-3.jsonl"),
  "notes.write": {
    from: "puzzle",
    async does(page, press) {
      await press();
      const field = page.getByRole("textbox", { name: /^note/ });
      await field.and(page.locator(":focus")).waitFor();
      // What is typed into it is no command.
      await page.keyboard.type("d");
      expect(await field.inputValue()).toBe("d");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Escape");
      await linkHolds(page, "view=puzzle");
      expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
    },
  },
  "notes.export": {
    from: "gallery",
    async does(page, press) {
      const [download] = await Promise.all([page.waitForEvent("download"), press()]);
      expect(download.suggestedFilename()).toBe("fixpoint-notes.json");
    },
  },
  "notes.import": choosesFiles("file of notes"),
};
