/**
 * @file Colours, and which ink can be read on them.
 */

/** `#rrggbb`, sRGB. */
export type Colour = `#${string}`;

export const BLACK: Colour = "#000000";
export const WHITE: Colour = "#ffffff";

/** Red, green and blue, 0 to 255. */
export function channels(colour: Colour): readonly [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >>> 16, (value >>> 8) & 0xff, value & 0xff];
}

/** Relative luminance, 0 to 1 (WCAG 2.2). */
function luminance(colour: Colour): number {
  const [r, g, b] = channels(colour).map((channel) => {
    const s = channel / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1 to 21 (WCAG 2.2). */
export function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What is seen where `share` (0 to 1) of `over` covers `below`. */
export function mix(below: Colour, over: Colour, share: number): Colour {
  const upper = channels(over);
  const mixed = channels(below).map((value, channel) => Math.round(value + share * ((upper[channel] ?? 0) - value)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Black or white, whichever stands out more. */
export function inkOn(ground: Colour): Colour {
  return contrast(BLACK, ground) > contrast(WHITE, ground) ? BLACK : WHITE;
}
