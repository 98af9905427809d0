/**
 * @file Animated GIF files (GIF89a), frame by frame as they come. A frame holds only the rectangle in which it differs from the
 * one before, and in it what stays is transparent: long runs of one index, which pack well.
 */

import { type Colour, channels } from "../colour.ts";
import type { Box } from "../scene.ts";
import type { ColourTable, IndexedImage } from "./image.ts";
import { lzw } from "./lzw.ts";

export interface GifFrame {
  readonly image: IndexedImage;
  /** Milliseconds until the next one; GIF counts in hundredths of a second. */
  readonly delay: number;
}

/** Repeats for ever. */
const LOOP = [0x21, 0xff, 11, ...new TextEncoder().encode("NETSCAPE2.0"), 3, 1, 0, 0, 0];
const TRAILER = 0x3b;
const KEEP = 0x04;
const HAS_TRANSPARENT = 0x01;
const MOST_DELAY = 0xffff;

/** All images are of one size and of the colours of `table`, which may grow on the way. */
export function* encodeGif(frames: Iterable<GifFrame>, table: ColourTable): Generator<Uint8Array, void, void> {
  let before: IndexedImage | undefined;
  /** Colours of the table at the head of the file. */
  let global = 0;
  for (const { image, delay } of frames) {
    const { colours } = table;
    if (before === undefined) {
      global = colours.length;
      yield Uint8Array.from([...head(image, colours), ...LOOP]);
    }
    const local = colours.length > global ? colours : undefined;
    const transparent = local?.length ?? global;
    const box = changed(image, before);
    const bits = indexBits(transparent);
    yield Uint8Array.from([...control(delay, transparent), ...descriptor(box, local), bits]);
    yield* subBlocks(lzw(cutOut(image, before, box, transparent), bits));
    before = image;
  }
  yield Uint8Array.of(TRAILER);
}

/** Bits of the indices of so many colours and a transparent one; 2 is the least that LZW takes. */
function indexBits(colours: number): number {
  return Math.max(2, Math.ceil(Math.log2(colours + 1)));
}

function head({ width, height }: IndexedImage, colours: readonly Colour[]): number[] {
  const flags = 0x80 | (indexBits(colours.length) - 1);
  const screen = [...uint16(width), ...uint16(height), flags, 0, 0];
  return [...new TextEncoder().encode("GIF89a"), ...screen, ...colourBytes(colours)];
}

/** Filled up to a power of two. */
function colourBytes(colours: readonly Colour[]): number[] {
  const bytes = colours.flatMap(channels);
  const size = 3 << indexBits(colours.length);
  return [...bytes, ...new Array<number>(size - bytes.length).fill(0)];
}

/** Leave the frame where it is, and wait. */
function control(delay: number, transparent: number): number[] {
  const hundredths = Math.min(MOST_DELAY, Math.round(delay / 10));
  return [0x21, 0xf9, 4, KEEP | HAS_TRANSPARENT, ...uint16(hundredths), transparent, 0];
}

function descriptor({ x, y, width, height }: Box, colours: readonly Colour[] | undefined): number[] {
  const place = [0x2c, ...uint16(x), ...uint16(y), ...uint16(width), ...uint16(height)];
  if (colours === undefined) return [...place, 0];
  return [...place, 0x80 | (indexBits(colours.length) - 1), ...colourBytes(colours)];
}

/** Up to 255 bytes each, with their length in front; an empty one ends them. */
function* subBlocks(data: Uint8Array): Generator<Uint8Array, void, void> {
  for (let from = 0; from < data.length; from += 255) {
    const block = data.subarray(from, from + 255);
    yield Uint8Array.of(block.length, ...block);
  }
  yield Uint8Array.of(0);
}

const uint16 = (value: number): [number, number] => [value & 0xff, value >>> 8];

/** The smallest box around what differs; one pixel where nothing does, since a frame may not be empty. */
function changed(image: IndexedImage, before: IndexedImage | undefined): Box {
  const { width, height, pixels } = image;
  if (before === undefined) return { x: 0, y: 0, width, height };
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let at = 0; at < pixels.length; at++) {
    if (pixels[at] === before.pixels[at]) continue;
    const [row, column] = [Math.floor(at / width), at % width];
    left = Math.min(left, column);
    right = Math.max(right, column + 1);
    top = Math.min(top, row);
    bottom = row + 1;
  }
  return bottom === 0
    ? { x: 0, y: 0, width: 1, height: 1 }
    : { x: left, y: top, width: right - left, height: bottom - top };
}

function cutOut(
  { width, pixels }: IndexedImage,
  before: IndexedImage | undefined,
  box: Box,
  transparent: number,
): Uint8Array {
  const cut = new Uint8Array(box.width * box.height);
  for (let row = 0; row < box.height; row++) {
    const from = (box.y + row) * width + box.x;
    const line = pixels.subarray(from, from + box.width);
    const same = before?.pixels.subarray(from, from + box.width);
    cut.set(
      same === undefined ? line : line.map((index, at) => (index === same[at] ? transparent : index)),
      row * box.width,
    );
  }
  return cut;
}
