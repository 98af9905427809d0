/**
 * @file A reader of PNG files in indexed colour, for tests: by Node's own zlib, and strict.
 */

import { crc32, inflateSync } from "node:zlib";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` of each, row by row. */
  readonly colours: readonly string[];
}

export function decodePng(bytes: Uint8Array): Pixels {
  const file = Buffer.from(bytes);
  if (!file.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))) throw new Error("no PNG");
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + length);
    if (crc32(file.subarray(at + 4, at + 8 + length)) !== file.readUInt32BE(at + 8 + length)) {
      throw new Error(`wrong checksum of ${type}`);
    }
    if (chunks.has(type)) throw new Error(`two ${type}`);
    chunks.set(type, data);
    at += 12 + length;
  }
  const part = (type: string): Buffer => chunks.get(type) ?? Buffer.alloc(0);
  if ([...chunks.keys()].join(" ") !== "IHDR PLTE IDAT IEND") throw new Error([...chunks.keys()].join(" "));
  const header = part("IHDR");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  // Eight bits, indexed, deflate, one kind of filters, not interlaced.
  if (header.toString("hex", 8) !== "0803000000") throw new Error(`header ${header.toString("hex", 8)}`);
  const lines = inflateSync(part("IDAT"));
  if (lines.length !== (width + 1) * height) throw new Error(`${lines.length} bytes of ${width}×${height} pixels`);
  const palette = part("PLTE");
  const colours: string[] = [];
  for (let row = 0; row < height; row++) {
    if (lines[row * (width + 1)] !== 0) throw new Error("a filter");
    for (let column = 0; column < width; column++) {
      const index = lines[row * (width + 1) + 1 + column] ?? 0;
      if (3 * index >= palette.length) throw new Error(`colour ${index} of ${palette.length / 3}`);
      colours.push(`#${palette.toString("hex", 3 * index, 3 * index + 3)}`);
    }
  }
  return { width, height, colours };
}
