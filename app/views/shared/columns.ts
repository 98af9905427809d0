/**
 * @file Whether the puzzle's columns stand side by side in a page as high as its window. Where the window is narrower or lower, or what is
 * pressed is larger for fingers, they would leave the answer no room: there the page scrolls.
 */

import { MediaQuery } from "svelte/reactivity";

const COLUMNS =
  "(min-width: 961px) and (min-height: 641px) and (pointer: fine), (min-width: 961px) and (min-height: 961px)";

export const standSideBySide = (): MediaQuery => new MediaQuery(COLUMNS);
