import { it } from "vitest";
import { CHROMIUM } from "./chromium.ts";

// Runs in place of the others where there is no browser, so that what is skipped is seen.
it.skip(`the explorer in a browser: there is none at ${CHROMIUM} (CHROMIUM=PATH names another)`, () => {});
