/**
 * @file How all that is written in a picture looks, and the room that it takes.
 */

import { ASCENT, textWidth } from "./font.ts";
import { type Text, type TextOptions, text } from "./scene.ts";

/** Dots of the captions' font, in pixels. */
export const TEXT_SIZE = 2;
export const CAP_HEIGHT = ASCENT * TEXT_SIZE;
/** From baseline to baseline. */
export const LINE = 24;
/** Around the picture. */
export const MARGIN = 28;

/** Pixels that a caption is wide. */
export function captionWidth(content: string, bold = false): number {
  return textWidth(content, { size: TEXT_SIZE, bold });
}

/** A line of writing. */
export function caption(content: string, options: Omit<TextOptions, "size">): Text {
  return text(content, { ...options, size: TEXT_SIZE });
}
