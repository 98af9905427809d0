/**
 * @file Pictures of the page compared with those in `expected/`. `UPDATE_PICTURES=1 npx vitest run test/browser/pictures` writes them
 * anew: they must then be looked at by a person. What differs is left in `actual/`, which git ignores.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
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

/**
 * Draws until the picture is the expected one: what is read, measured or drawn when there is time arrives when it does. What still
 * differs after 20 s is wrong.
 */
export async function expectPicture(draw: () => Promise<Buffer>, name: string): Promise<void> {
  if (process.env["UPDATE_PICTURES"] === "1")
    return writeFileSync(pathOf("expected", name), packed(await atRest(draw)));
  const until = performance.now() + 20_000;
  let wrong = compare(PNG.sync.read(await draw()), name);
  while (wrong !== undefined && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    wrong = compare(PNG.sync.read(await draw()), name);
  }
  if (wrong === undefined) return;
  keep(name, wrong.actual);
  if (wrong.difference !== undefined) keep(`${name}.difference`, wrong.difference);
  expect.fail(`${name}: ${wrong.what}; see test/browser/actual/`);
}

/** Once two in a row are the same. */
async function atRest(draw: () => Promise<Buffer>): Promise<PNG> {
  let before = await draw();
  for (let attempt = 0; attempt < 40; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const now = await draw();
    if (now.equals(before)) return PNG.sync.read(now);
    before = now;
  }
  throw new Error("the page does not come to rest");
}

interface Wrong {
  readonly what: string;
  readonly actual: PNG;
  readonly difference?: PNG;
}

function compare(actual: PNG, name: string): Wrong | undefined {
  const path = pathOf("expected", name);
  if (!existsSync(path)) return { what: "there is no such picture yet (UPDATE_PICTURES=1 writes it)", actual };
  const expected = PNG.sync.read(readFileSync(path));
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) {
    return { what: `${actual.width}×${actual.height} pixels (expected ${width}×${height})`, actual };
  }
  const difference = new PNG({ width, height });
  const count = pixelmatch(actual.data, expected.data, difference.data, width, height, { threshold: SAME_COLOUR });
  const most = Math.floor(width * height * MOST_DIFFERENT);
  if (count <= most) return;
  return { what: `${count} of ${width * height} pixels differ (expected at most ${most})`, actual, difference };
}

function keep(name: string, picture: PNG): void {
  const path = pathOf("actual", name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, packed(picture));
}

/** Without transparency, and as small as it gets. */
const packed = (picture: PNG): Buffer =>
  PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, filterType: -1, deflateStrategy: 0 });
