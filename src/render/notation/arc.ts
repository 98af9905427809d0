/**
 * @file ARC grids: PAD and EOS are hatched, never coloured, since every colour means something.
 */

import { EOS, FIRST_COLOUR, PAD } from "../../arc/tokens.ts";
import { inkOn } from "../colour.ts";
import type { CellLook, Notation, NotationOptions } from "./notation.ts";
import { numberLook } from "./tokens.ts";

export function arcNotation({ theme, palette, digits, uncropped }: NotationOptions): Notation {
  function look(token: number): CellLook {
    if (token === PAD) return { hatch: "pad" };
    if (token === EOS) return { hatch: "eos" };
    const fill = palette[token - FIRST_COLOUR];
    if (fill === undefined) return numberLook(token, theme);
    if (!digits) return { fill };
    return { fill, text: { content: String(token - FIRST_COLOUR), ink: inkOn(fill), bold: false } };
  }
  return { crops: !uncropped, look, cellLine: theme.cellLine, characters: digits ? 1 : 0 };
}
