/**
 * @file Data of no known kind: every token as its number.
 */

import type { Theme } from "../theme.ts";
import type { CellLook, Notation, NotationOptions } from "./notation.ts";

export function tokenNotation({ theme }: NotationOptions): Notation {
  return {
    crops: false,
    look: (token) => numberLook(token, theme),
    cellLine: theme.paperLine,
    characters: 3,
  };
}

export function numberLook(token: number, theme: Theme): CellLook {
  return { fill: theme.paper, text: { content: String(token), ink: theme.ink, bold: false } };
}
