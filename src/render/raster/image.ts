/**
 * @file A picture in indexed colour.
 */

import { type Colour, channels, mix } from "../colour.ts";

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
  /**
   * For a colour that covers others in part: the index of what is seen where `share` (0 to 1) of it covers the colour at `below`, to
   * within what an eye can tell.
   */
  covering(colour: Colour): (below: number, share: number) => number;
}

const MOST_COLOURS = 255;
/** Shares of a colour that are told apart. */
const SHARES = 16;
/** Of each channel: a mixed colour this close to one of the table is that one. */
const TOLERANCE = 5;

export function createColourTable(): ColourTable {
  const colours: Colour[] = [];
  const indices = new Map<Colour, number>();
  const mixed = new Map<Colour, Int16Array>();

  function indexOf(colour: Colour): number {
    const known = indices.get(colour);
    if (known !== undefined) return known;
    if (colours.length === MOST_COLOURS) throw new Error(`a picture of more than ${MOST_COLOURS} colours`);
    indices.set(colour, colours.push(colour) - 1);
    return colours.length - 1;
  }

  /** A mixed colour must not take the last places from those that are asked for by name. */
  function indexNear(colour: Colour): number {
    const distances = colours.map((other) => distance(colour, other));
    const least = Math.min(...distances);
    return least <= TOLERANCE || colours.length >= MOST_COLOURS - 32 ? distances.indexOf(least) : indexOf(colour);
  }

  return {
    colours,
    indexOf,
    covering(colour) {
      const known = mixed.get(colour) ?? new Int16Array(MOST_COLOURS * (SHARES + 1)).fill(-1);
      mixed.set(colour, known);
      return (below, share) => {
        const steps = Math.round(share * SHARES);
        if (steps === 0) return below;
        const place = below * (SHARES + 1) + steps;
        const index = known[place] ?? -1;
        if (index >= 0) return index;
        const seen = steps === SHARES ? colour : mix(colours[below] ?? colour, colour, steps / SHARES);
        known[place] = steps === SHARES ? indexOf(seen) : indexNear(seen);
        return known[place];
      };
    },
  };
}

/** The largest difference of a channel. */
function distance(a: Colour, b: Colour): number {
  const other = channels(b);
  return Math.max(...channels(a).map((value, channel) => Math.abs(value - (other[channel] ?? 0))));
}
