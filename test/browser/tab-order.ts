/**
 * @file What Tab reaches of a page, and what it should.
 */

import type { Page } from "playwright-core";

export interface Reached {
  readonly name: string;
  /** Whether it shows that it has the focus, and is on screen. */
  readonly isRinged: boolean;
}

/** In the page: numbers and names elements, so that both sides name them alike. */
const NAME_ELEMENT = `globalThis.nameOf = (element) => {
  const known = (globalThis.named ??= new Map());
  if (!known.has(element)) known.set(element, known.size);
  const text = element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent ?? "";
  return known.get(element) + " " + element.localName + " " + text.trim().slice(0, 60);
}`;

/** Everything that can be operated and is in sight: what Tab should reach. */
export async function controlsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(NAME_ELEMENT);
  return page.evaluate(() => {
    const { nameOf } = globalThis as unknown as { nameOf: (element: Element) => string };
    const all = document.querySelectorAll<HTMLElement>(
      "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'])",
    );
    return [...all]
      .filter((element) => element.tabIndex >= 0 && !(element as HTMLButtonElement).disabled)
      .filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }))
      .map(nameOf);
  });
}

/** Presses Tab until the focus has left the last control. Throws where it goes round without leaving: a trap. */
export async function tabThrough(page: Page, expected: number): Promise<readonly Reached[]> {
  await page.evaluate(() => {
    // The browser goes on from where the focus was last, be it gone: from the page's beginning.
    const first = Object.assign(document.createElement("span"), { tabIndex: -1 });
    document.body.prepend(first);
    first.focus();
    first.remove();
  });
  const reached: Reached[] = [];
  for (let tab = 0; tab <= expected + 3; tab++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(() => {
      const { nameOf } = globalThis as unknown as { nameOf: (element: Element) => string };
      const { activeElement: element } = document;
      if (element === null || element === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      const isRinged = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1 && width > 0 && height > 0;
      return { name: nameOf(element), isRinged };
    });
    if (now === undefined || now.name === reached[0]?.name) return reached;
    reached.push(now);
  }
  throw new Error(`Tab does not leave the page: ${reached.map(({ name }) => name).join("; ")}`);
}
