/**
 * @file Everything that is written in a scene, and where.
 */

import { textWidth } from "../../src/render/font.ts";
import type { Item, Text } from "../../src/render/scene.ts";

export const textsOf = (items: readonly Item[]): Text[] =>
  items.flatMap((item) => (item.type === "group" ? textsOf(item.items) : item.type === "text" ? [item] : []));

/** Pixels from the left. */
export function span({ text, x, anchor, size, bold }: Text): [from: number, to: number] {
  const width = textWidth(text, { size, bold });
  const from = x - { start: 0, middle: width / 2, end: width }[anchor];
  return [from, from + width];
}
