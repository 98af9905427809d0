import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { isAt, LINKS, type LinkName } from "./go.ts";
import { SCREENS } from "./screens.ts";
import { exploreTwoRuns } from "./two-runs.ts";

const its = exploreTwoRuns(12);

const SIZES = [
  [360, 740],
  [390, 844],
  [740, 360],
  [701, 900],
  [768, 1024],
  [820, 1180],
  [960, 600],
  [1024, 600],
  [1024, 700],
  [1280, 720],
  [1280, 800],
] as const;
/** Up to this width a screen is touched: what is pressed is larger there. */
const TOUCHED = 820;
const screen = (width: number, height: number, isTouched = width <= TOUCHED) => {
  return { viewport: { width, height }, hasTouch: isTouched, isMobile: isTouched };
};
/** The same, and tablets on their side. */
const TOUCHED_OR_NOT: readonly (readonly [width: number, height: number, isTouched: boolean])[] = [
  ...SIZES.map(([width, height]) => [width, height, width <= TOUCHED] as const),
  [1024, 768, true],
  [1180, 820, true],
  [1366, 768, true],
];
/** From this size on the page is as high as its window, and its parts scroll. */
const isFixed = ([width, height]: readonly [number, number]): boolean => width >= 961 && height >= 641;

interface Overhang {
  readonly sideways: number;
  readonly down: number;
}

/** CSS pixels by which the page is larger than its window. */
const overhang = (page: Page): Promise<Overhang> =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { sideways: scrollWidth - (visualViewport?.width ?? innerWidth), down: scrollHeight - innerHeight };
  });

/** Laid out, and what follows the layout drawn. */
async function resize(page: Page, [width, height]: readonly [number, number]): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** What is too small for a finger. Stretches of a cell's plot are as long as they lasted, and its picture has keys. */
const smallTargets = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("button, a[href], select, input, textarea, summary, [role=slider]")]
      .filter((element) => element.checkVisibility() && element.closest(".over-time") === null)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => Math.min(box.width, box.height) < 43.5)
      .map(({ element, box }) => {
        const name = element.getAttribute("aria-label") ?? element.textContent;
        return `${name}: ${Math.round(box.width)}×${Math.round(box.height)}`;
      }),
  );

describe("at no size a page is wider than its window, nor from a laptop's on higher", () => {
  it.each(Object.keys(LINKS) as LinkName[])("%s", async (link) => {
    const page = await its.explorer.open(LINKS[link]);
    await isAt(page, link);
    const wrong: string[] = [];
    for (const size of SIZES) {
      await resize(page, size);
      const { sideways, down } = await overhang(page);
      if (sideways > 0 || (isFixed(size) && down > 0)) wrong.push(`${size.join("×")}: ${sideways}, ${down}`);
    }
    await page.close();
    expect(wrong).toEqual([]);
  });
});

describe.each(["puzzle", "pinned"] as const)("of a rollout (%s) on a screen of", (link) => {
  it.each(TOUCHED_OR_NOT)(
    "%i×%i (touched: %o) the answer's cells have 14 pixels and more",
    async (width, height, isTouched) => {
      const page = await its.explorer.open(LINKS[link], screen(width, height, isTouched));
      await isAt(page, link);
      const picture = page.getByRole("region", { name: "answer at the cursor" }).locator("canvas").first();
      const grid = page.getByRole("grid").first();
      const columns = Number(await grid.getAttribute("aria-colcount"));
      const rows = Number(await grid.getAttribute("aria-rowcount"));
      await expect.poll(async () => (await picture.boundingBox())?.width ?? 0).toBeGreaterThan(columns);
      const box = await picture.boundingBox();
      await page.close();
      expect(Math.min((box?.width ?? 0) / columns, (box?.height ?? 0) / rows)).toBeGreaterThanOrEqual(14);
    },
  );
});

describe("on a screen of", () => {
  it.each(SIZES)("%i×%i the menu of what can be saved is in sight", async (width, height) => {
    const page = await its.explorer.open(LINKS.puzzle, screen(width, height));
    await isAt(page, "puzzle");
    await page.locator("summary", { hasText: "save" }).click();
    const box = await page.getByRole("list").filter({ hasText: "PNG" }).boundingBox();
    await page.close();
    expect(box).toMatchObject({ x: expect.any(Number) });
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  });
});

describe("on a phone, upright or on its side, what is pressed has 44 pixels and more:", () => {
  it.each(Object.keys(LINKS) as LinkName[])("%s", async (link) => {
    const small: string[] = [];
    for (const [width, height] of [
      [360, 740],
      [740, 360],
    ] as const) {
      const page = await its.explorer.open(LINKS[link], screen(width, height));
      await isAt(page, link);
      small.push(...(await smallTargets(page)));
      await page.close();
    }
    expect(small).toEqual([]);
  });
});

it("on a phone the table of two runs has all its columns in sight", async () => {
  const page = await its.explorer.open(LINKS.compare, SCREENS.phone);
  await isAt(page, "compare");
  const hangs = await page
    .getByRole("table", { name: /^how many puzzles/ })
    .locator("..")
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await page.close();
  expect(hangs).toBeLessThanOrEqual(0);
});

it("between two strips a label makes no column wider than its frames", async () => {
  const page = await its.explorer.open(LINKS.pinned, { viewport: { width: 820, height: 900 } });
  await isAt(page, "pinned");
  const widths = await page
    .getByRole("region", { name: "filmstrip" })
    .getByRole("button", { name: /^\d+$/ })
    .evaluateAll((heads) => heads.map((head) => head.parentElement?.getBoundingClientRect().width));
  await page.close();
  expect(widths.length).toBe(16);
  expect(new Set(widths).size).toBe(1);
});

it("the button that chooses a file looks like the page's other buttons", async () => {
  const page = await its.explorer.open(LINKS.live);
  await isAt(page, "live");
  const looks = await page.evaluate(() => {
    const look = (element: Element | null, part?: string) => {
      if (element === null) return undefined;
      const { fontFamily, minHeight, border, borderRadius, backgroundColor } = getComputedStyle(element, part);
      return { fontFamily, minHeight, border, borderRadius, backgroundColor };
    };
    const file = document.querySelector("[aria-label=model] input[type=file]");
    return { file: look(file, "::file-selector-button"), other: look(document.querySelector("header button")) };
  });
  await page.close();
  expect(looks.file).toEqual(looks.other);
});

describe("in a small window all of it is in sight:", () => {
  it.each([
    ["the sheet of keys", "?"],
    ["the palette of commands", "Control+Shift+P"],
    ["a grid as a table", "w"],
  ])("%s", async (_, key) => {
    const [width, height] = [701, 600];
    const page = await its.explorer.open(LINKS.puzzle, { viewport: { width, height } });
    await isAt(page, "puzzle");
    await page.keyboard.press(key);
    const box = await page.getByRole("dialog").boundingBox();
    await page.close();
    expect(Math.min(box?.x ?? -1, box?.y ?? -1)).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
  });
});
