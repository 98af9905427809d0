/**
 * @file Moving a page that is open to another state, and waiting until it is there: quicker than a new page for each.
 */

import type { Page } from "playwright-core";

/** Of the run `plain` in `two-runs.ts`. */
export const LINKS = {
  gallery: "#v=1&run=runs/plain/",
  puzzle: "#v=1&run=runs/plain/&view=puzzle&rollout=3&at=2.1.3",
  pinned: "#v=1&run=runs/plain/&view=puzzle&rollout=3&at=2.1.3&pin=3@runs/kicked/",
  compare: "#v=1&run=runs/plain/&view=compare&against=runs/kicked/",
  live: "#v=1&view=live",
} as const;
export type LinkName = keyof typeof LINKS;

export async function goTo(page: Page, link: LinkName): Promise<void> {
  await page.evaluate((hash) => {
    (document.activeElement as HTMLElement | null)?.blur();
    // What was written of the state before comes back with its entry otherwise.
    if (location.hash === hash) dispatchEvent(new PopStateEvent("popstate"));
    else location.hash = hash;
  }, LINKS[link]);
  await isAt(page, link);
}

/** Until the view is there with all that it reads. */
export async function isAt(page: Page, link: LinkName): Promise<void> {
  const slider = page.getByRole("slider", { name: "position in the rollout" });
  switch (link) {
    case "gallery":
      await page.getByRole("group", { name: /^\d+ rollouts$/ }).waitFor();
      // Names of tiles change as long as it is measured how they failed.
      return page.getByRole("button", { name: /^\d+ not solved$/ }).waitFor({ state: "detached" });
    case "puzzle":
    case "pinned":
      await page.getByRole("heading", { name: "made-up-3#0" }).waitFor();
      if (link === "pinned")
        await page
          .getByRole("button", { name: /^part / })
          .first()
          .waitFor();
      return slider.waitFor();
    case "compare":
      await page.getByRole("link", { name: /solved in both$/ }).waitFor();
      // The table of modes changes until all is measured.
      return page.getByText(/across: in /).waitFor();
    case "live":
      return page.getByRole("button", { name: "Run", exact: true }).waitFor();
  }
}
