/**
 * @file The reference data that lie beside the checkout, in `../shared`: there for tests here and in CI, not on a user's
 * machine. Tests that need them are skipped without.
 */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

const root = fileURLToPath(new URL("../../shared/", import.meta.url));

/** Absolute path of a file in `../shared`. */
export function shared(path: string): string {
  return `${root}${path}`;
}

export const hasShared = existsSync(shared("golden"));

/** `describe`, skipped where `../shared` is missing. */
export function describeShared(name: string, body: () => void): void {
  describe.skipIf(!hasShared)(`${name}${hasShared ? "" : " (needs ../shared)"}`, body);
}
