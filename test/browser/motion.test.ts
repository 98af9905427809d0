import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { isAt, LINKS, type LinkName } from "./go.ts";
import { exploreTwoRuns } from "./two-runs.ts";

const its = exploreTwoRuns(6);

const open = async (view: LinkName, reducedMotion: "reduce" | "no-preference"): Promise<Page> => {
  const page = await its.explorer.open(LINKS[view], { reducedMotion });
  await isAt(page, view);
  return page;
};

/** What of the page has an animation, a transition, or scrolls smoothly. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("*")].flatMap((element) =>
      [undefined, "::before", "::after", "::backdrop"].flatMap((part) => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element, part);
        const isStill = animationName === "none" && /^0s(, 0s)*$/.test(transitionDuration) && scrollBehavior === "auto";
        return isStill ? [] : [`${element.localName}.${element.className}${part ?? ""}`];
      }),
    ),
  );

/** Whether the thumbnails change while the pointer rests on one of them: it plays in place. */
async function playsInPlace(page: Page): Promise<boolean> {
  const pictures = () =>
    page
      .locator(".row canvas")
      .evaluateAll((canvases) => canvases.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join());
  await page.getByText(/measuring/).waitFor({ state: "detached" });
  await page.waitForTimeout(1000);
  const before = await pictures();
  await page.getByRole("button", { name: /, rollout 1: / }).hover();
  for (let look = 0; look < 20; look++) {
    await page.waitForTimeout(100);
    if ((await pictures()) !== before) return true;
  }
  return false;
}

it("who wants less motion has none: nothing is animated, nothing plays under the pointer", async () => {
  const page = await open("gallery", "reduce");
  expect(await moving(page)).toEqual([]);
  expect(await playsInPlace(page)).toBe(false);
  await page.close();
  const puzzle = await open("pinned", "reduce");
  await puzzle.keyboard.press("?");
  await puzzle.getByRole("dialog", { name: "Keys" }).waitFor();
  expect(await moving(puzzle)).toEqual([]);
  expect(its.explorer.faults).toEqual([]);
  await puzzle.close();
});

it("everyone else sees a thumbnail play under the pointer", async () => {
  const page = await open("gallery", "no-preference");
  expect((await moving(page)).length).toBeGreaterThan(0);
  expect(await playsInPlace(page)).toBe(true);
  await page.close();
});
