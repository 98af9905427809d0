/**
 * @file Pictures compared with those in `expected/`. To accept a new look: for SVG, `npx vitest run test/render -u`; for PNG and
 * GIF, delete the old file and run the test twice, since a missing one is written, and must then be looked at by a person.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type DecodedGif, decodeGif } from "./decode-gif.ts";
import { decodePng, type Pixels } from "./decode-png.ts";

const pathOf = (name: string): string => fileURLToPath(new URL(`expected/${name}`, import.meta.url));

/** Pixel by pixel; how a file is packed may differ from machine to machine. */
export function expectPicture(bytes: Uint8Array, name: string): void {
  const path = pathOf(name);
  const isThere = existsSync(path);
  if (!isThere) writeFileSync(path, bytes);
  // A soft one, so that all that are missing are written at once.
  expect.soft(isThere, `${name} was missing: look at what was written, and run the test again`).toBe(true);
  const expected = readFileSync(path);
  if (name.endsWith(".gif")) expectSameAnimation(decodeGif(bytes), decodeGif(expected));
  else expectSamePixels(decodePng(bytes), decodePng(expected));
}

export async function expectSvg(text: string, name: string): Promise<void> {
  await expect(text).toMatchFileSnapshot(pathOf(name));
}

function expectSameAnimation(got: DecodedGif, expected: DecodedGif): void {
  expect(got.loops).toBe(expected.loops);
  expect(got.frames.map(({ delay }) => delay)).toEqual(expected.frames.map(({ delay }) => delay));
  for (const [index, frame] of got.frames.entries()) expectSamePixels(frame, expected.frames[index] ?? frame);
}

/** A million pixels make no readable message: the first that differs is named. */
function expectSamePixels(got: Pixels, expected: Pixels): void {
  expect([got.width, got.height]).toEqual([expected.width, expected.height]);
  const other = got.colours.findIndex((colour, pixel) => colour !== expected.colours[pixel]);
  if (other === -1) return;
  const place = `${other % got.width}, ${Math.floor(other / got.width)}`;
  expect.fail(`the pixel at ${place} is ${got.colours[other]} (expected ${expected.colours[other]})`);
}
