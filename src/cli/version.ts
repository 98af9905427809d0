/**
 * @file The package's version, from its `package.json`.
 */

import { createRequire } from "node:module";

const read = createRequire(import.meta.url);

export const VERSION: string = (read("../../package.json") as { version: string }).version;
