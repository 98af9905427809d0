/**
 * @file The browser of the tests: Debian's package, which `.ci/run` installs, or what `CHROMIUM` names.
 */

import { existsSync } from "node:fs";

export const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const hasChromium = existsSync(CHROMIUM);
