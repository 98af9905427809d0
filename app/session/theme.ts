/**
 * @file Light or dark: as chosen, else as the system has it.
 */

import type { ThemeName } from "../../src/render/theme.ts";
import { createStore, type Watched } from "../state/store.ts";
import type { ViewStore } from "../state/view-store.ts";

/** Also told to the style sheet, as `data-theme` of the page. */
export function createTheme(view: ViewStore): Watched<ThemeName> {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = createStore<ThemeName>("light");
  function follow(): void {
    const choice = view.get().theme;
    theme.set(choice === "system" ? (dark.matches ? "dark" : "light") : choice);
    document.documentElement.dataset["theme"] = theme.get();
  }
  view.subscribe(follow);
  dark.addEventListener("change", follow);
  return theme;
}
