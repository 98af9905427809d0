/**
 * @file A scene as pixels.
 */

import { usage } from "../../errors.ts";
import type { Colour } from "../colour.ts";
import type { Hatch, Item, Rect, Scene, Text } from "../scene.ts";
import { areaCoverage, type Coverage, dotCoverages, strokeCoverage } from "./coverage.ts";
import type { ColourTable, IndexedImage } from "./image.ts";
import { placeText } from "./place-text.ts";

/** Of a side: what GIF can hold. Of all: 256 MiB of pixels. */
const MOST_SIDE = 65_535;
const MOST_PIXELS = 1 << 28;

/** Throws a usage error for a picture larger than anybody could look at. */
export function rasterise({ width, height, ground, items }: Scene, table: ColourTable): IndexedImage {
  if (width > MOST_SIDE || height > MOST_SIDE || width * height > MOST_PIXELS) {
    const expected = `at most ${MOST_SIDE} a side and ${MOST_PIXELS} in all; fewer pixels per cell, or an SVG, would do`;
    throw usage("picture", `${width}×${height} pixels`, { expected });
  }
  const image = { width, height, pixels: new Uint8Array(width * height).fill(table.indexOf(ground)) };
  drawItems(items, image, table);
  return image;
}

function drawItems(items: readonly Item[], image: IndexedImage, table: ColourTable): void {
  for (const item of items) {
    if (item.type === "rect") drawRect(item, image, table);
    else if (item.type === "hatch") drawHatch(item, image, table);
    else if (item.type === "text") drawText(item, image, table);
    else if (item.type === "stroke") cover(strokeCoverage(item, image), item.stroke, item.opacity, image, table);
    else if (item.type === "area") cover(areaCoverage(item, image), item.fill, item.opacity, image, table);
    else if (item.type === "dots") {
      for (const dot of dotCoverages(item, image)) cover(dot, item.fill, item.opacity, image, table);
    } else drawItems(item.items, image, table);
  }
}

function drawRect({ x, y, width, height, fill }: Rect, image: IndexedImage, table: ColourTable): void {
  const index = table.indexOf(fill);
  const [left, right] = [Math.max(0, x), Math.min(image.width, x + width)];
  if (left >= right) return;
  for (let row = Math.max(0, y); row < Math.min(image.height, y + height); row++) {
    image.pixels.fill(index, row * image.width + left, row * image.width + right);
  }
}

function cover(
  { x, y, width, shares }: Coverage,
  colour: Colour,
  opacity: number,
  image: IndexedImage,
  table: ColourTable,
): void {
  const covered = table.covering(colour);
  // Not by entries(): this is most of what drawing a plot takes.
  for (let place = 0; place < shares.length; place++) {
    const share = shares[place] ?? 0;
    if (share === 0) continue;
    const pixel = (y + Math.floor(place / width)) * image.width + x + (place % width);
    image.pixels[pixel] = covered(image.pixels[pixel] ?? 0, share * opacity);
  }
}

function drawHatch(
  { x, y, width, height, stroke, period, direction }: Hatch,
  image: IndexedImage,
  table: ColourTable,
): void {
  const index = table.indexOf(stroke);
  const slope = direction === "rising" ? 1 : -1;
  for (let row = Math.max(0, y); row < Math.min(image.height, y + height); row++) {
    for (let column = Math.max(0, x); column < Math.min(image.width, x + width); column++) {
      if ((column + slope * row) % period === 0) image.pixels[row * image.width + column] = index;
    }
  }
}

function drawText(item: Text, image: IndexedImage, table: ColourTable): void {
  const index = table.indexOf(item.fill);
  for (const { x, y, bitmap } of placeText(item)) {
    for (const [dot, inked] of bitmap.dots.entries()) {
      const [row, column] = [y + Math.floor(dot / bitmap.width), x + (dot % bitmap.width)];
      const inside = row >= 0 && row < image.height && column >= 0 && column < image.width;
      if (inked && inside) image.pixels[row * image.width + column] = index;
    }
  }
}
