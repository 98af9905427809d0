/**
 * @file The two screens that the explorer is looked at on.
 */

import type { BrowserContextOptions } from "playwright-core";

export const SCREENS = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
} as const satisfies Record<string, BrowserContextOptions>;
export type ScreenName = keyof typeof SCREENS;
