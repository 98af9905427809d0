/**
 * @file A reader of animated GIF files, for tests: written from the specification (GIF89a), and strict.
 */

import type { Pixels } from "./decode-png.ts";

export interface DecodedFrame extends Pixels {
  /** Milliseconds. */
  readonly delay: number;
}

export interface DecodedGif {
  /** As they are seen, each over the ones before. */
  readonly frames: readonly DecodedFrame[];
  /** 0 for ever; `undefined` where the file does not say. */
  readonly loops: number | undefined;
}

export function decodeGif(bytes: Uint8Array): DecodedGif {
  const file = Buffer.from(bytes);
  let at = 0;
  const take = (length: number): Buffer => {
    if (at + length > file.length) throw new Error("cut off");
    at += length;
    return file.subarray(at - length, at);
  };
  const byte = (): number => take(1)[0] ?? 0;
  const uint16 = (): number => take(2).readUInt16LE();
  const table = (flags: number): string[] =>
    Array.from({ length: 2 << (flags & 7) }, () => `#${take(3).toString("hex")}`);
  const subBlocks = (): Buffer => {
    const parts: Buffer[] = [];
    for (let length = byte(); length > 0; length = byte()) parts.push(take(length));
    return Buffer.concat(parts);
  };

  if (take(6).toString() !== "GIF89a") throw new Error("no GIF");
  const [width, height, flags] = [uint16(), uint16(), byte()];
  take(2);
  const global = flags & 0x80 ? table(flags) : [];
  const canvas = new Array<string>(width * height).fill("");
  const frames: DecodedFrame[] = [];
  let loops: number | undefined;
  let control: Buffer = Buffer.alloc(4);
  for (let kind = byte(); kind !== 0x3b; kind = byte()) {
    if (kind === 0x21) {
      const label = byte();
      const data = subBlocks();
      if (label === 0xf9) control = data;
      if (label === 0xff && data.toString("latin1", 0, 11) === "NETSCAPE2.0") loops = data.readUInt16LE(12);
      continue;
    }
    if (kind !== 0x2c) throw new Error(`block ${kind}`);
    const [left, top, columns, rows, own] = [uint16(), uint16(), uint16(), uint16(), byte()];
    if (left + columns > width || top + rows > height) throw new Error("a frame outside of the picture");
    const colours = own & 0x80 ? table(own) : global;
    const indices = unpack(byte(), subBlocks());
    if (indices.length !== columns * rows) throw new Error(`${indices.length} pixels of ${columns}×${rows}`);
    const [disposal, transparent] = [((control[0] ?? 0) >> 2) & 7, (control[0] ?? 0) & 1 ? control[3] : undefined];
    if (disposal !== 1) throw new Error(`disposal ${disposal}`);
    for (const [pixel, index] of indices.entries()) {
      if (index === transparent) continue;
      const place = (top + Math.floor(pixel / columns)) * width + left + (pixel % columns);
      canvas[place] = colours[index] ?? `no colour ${index}`;
    }
    frames.push({ width, height, colours: [...canvas], delay: 10 * control.readUInt16LE(1) });
  }
  if (at !== file.length) throw new Error("something after the end");
  return { frames, loops };
}

/** LZW: the pixels' indices. Throws unless the codes end with the end code, and the bytes with them. */
export function unpack(bits: number, data: Uint8Array): number[] {
  const clear = 1 << bits;
  const out: number[] = [];
  let stretches: number[][] = [];
  let width = bits + 1;
  let before: readonly number[] | undefined;
  let position = 0;
  const nextCode = (): number => {
    let code = 0;
    for (let bit = 0; bit < width; bit++, position++) {
      if (position >> 3 >= data.length) throw new Error("codes cut off");
      code |= (((data[position >> 3] ?? 0) >> (position & 7)) & 1) << bit;
    }
    return code;
  };
  for (let code = nextCode(); code !== clear + 1; code = nextCode()) {
    if (code === clear) {
      stretches = Array.from({ length: clear + 2 }, (_, index) => [index]);
      width = bits + 1;
      before = undefined;
      continue;
    }
    const known = stretches[code];
    if (known === undefined && (before === undefined || code !== stretches.length)) throw new Error(`code ${code}`);
    const stretch = known ?? [...(before ?? []), before?.[0] ?? 0];
    out.push(...stretch);
    if (before !== undefined && stretches.length < 4096) stretches.push([...before, stretch[0] ?? 0]);
    if (stretches.length === 1 << width && width < 12) width++;
    before = stretch;
  }
  if (data.length !== Math.ceil(position / 8)) throw new Error("bytes after the end code");
  return out;
}
