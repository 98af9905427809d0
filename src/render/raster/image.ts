/**
 * @file A picture in indexed colour.
 */

import type { Colour } from "../colour.ts";

export interface IndexedImage {
  readonly width: number;
  readonly height: number;
  /** u8 [height, width]: places in the table. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** Which colour has which index. It grows with the colours that are asked for, up to 255: GIF needs one more index. */
export interface ColourTable {
  readonly colours: readonly Colour[];
  indexOf(colour: Colour): number;
}

const MOST_COLOURS = 255;

export function createColourTable(): ColourTable {
  const colours: Colour[] = [];
  const indices = new Map<Colour, number>();
  return {
    colours,
    indexOf(colour) {
      const known = indices.get(colour);
      if (known !== undefined) return known;
      if (colours.length === MOST_COLOURS) throw new Error(`a picture of more than ${MOST_COLOURS} colours`);
      indices.set(colour, colours.push(colour) - 1);
      return colours.length - 1;
    },
  };
}
