/**
 * @file PNG files (W3C, Portable Network Graphics, third edition) in indexed colour.
 */

import { crc32 } from "../../formats/crc32.ts";
import { readStream } from "../../platform/read-stream.ts";
import { type Colour, channels } from "../colour.ts";
import type { IndexedImage } from "./image.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const INDEXED = 3;
const BITS = 8;

/** `colours` are the image's table. */
export async function encodePng(
  { width, height, pixels }: IndexedImage,
  colours: readonly Colour[],
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, BITS);
  header.setUint8(9, INDEXED);
  const chunks = [
    chunk("IHDR", new Uint8Array(header.buffer)),
    chunk("PLTE", Uint8Array.from(colours.flatMap(channels))),
    chunk("IDAT", await deflate(scanLines(pixels, width, height))),
    chunk("IEND", new Uint8Array(0)),
  ];
  return joined([Uint8Array.from(SIGNATURE), ...chunks]);
}

/** Each line begins with the number of its filter: none, which suits few colours best. */
function scanLines(pixels: Uint8Array, width: number, height: number): Uint8Array<ArrayBuffer> {
  const lines = new Uint8Array((width + 1) * height);
  for (let row = 0; row < height; row++) {
    lines.set(pixels.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  }
  return lines;
}

function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate"));
  return readStream(stream, Number.POSITIVE_INFINITY, () => new Error("endless"));
}

/** Length, type, data, and the checksum over type and data. */
function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
