/**
 * @file Pictures of the page compared with those in `expected/`. `UPDATE_PICTURES=1 npx vitest run test/browser/pictures` writes them
 * anew: they must then be looked at by a person. What differs is left in `actual/`, which git ignores.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { expect } from "vitest";

/** Distance of two colours, of 1, that is none: glyphs are smoothed a little otherwise from machine to machine. */
const SAME_COLOUR = 0.1;
/** Pixels that may differ nevertheless, of all. */
const MOST_DIFFERENT = 0.001;

const pathOf = (folder: string, name: string): string =>
  fileURLToPath(new URL(`${folder}/${name}.png`, import.meta.url));

export function expectPicture(bytes: Buffer, name: string): void {
  const actual = PNG.sync.read(bytes);
  const path = pathOf("expected", name);
  if (process.env["UPDATE_PICTURES"] === "1") writeFileSync(path, packed(actual));
  if (!existsSync(path)) {
    return void expect.fail(
      `no picture ${name} (expected test/browser/expected/${name}.png; UPDATE_PICTURES=1 writes it)`,
    );
  }
  const expected = PNG.sync.read(readFileSync(path));
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) {
    keep("actual", name, packed(actual));
    expect.fail(`${name} is ${actual.width}×${actual.height} pixels (expected ${width}×${height})`);
  }
  const difference = new PNG({ width, height });
  const count = pixelmatch(actual.data, expected.data, difference.data, width, height, { threshold: SAME_COLOUR });
  const most = Math.floor(width * height * MOST_DIFFERENT);
  if (count <= most) return;
  keep("actual", name, packed(actual));
  keep("actual", `${name}.difference`, packed(difference));
  expect.fail(
    `${name}: ${count} of ${width * height} pixels differ (expected at most ${most}); see test/browser/actual/${name}.png and .difference.png`,
  );
}

function keep(folder: string, name: string, bytes: Buffer): void {
  const path = pathOf(folder, name);
  mkdirSync(new URL(".", `file://${path}`), { recursive: true });
  writeFileSync(path, bytes);
}

/** Without transparency, and as small as it gets. */
const packed = (picture: PNG): Buffer =>
  PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, filterType: -1, deflateStrategy: 0 });
