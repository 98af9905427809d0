/**
 * @file Sudoku as upstream writes it (`dataset/build_sudoku_dataset.py`): 0 padding, 1 blank, 2 and on the digits. What was
 * given is bold on grey, what the model filled in is in the accent's colour; a given that it overwrote is no given any more.
 */

import { PAD } from "../../arc/tokens.ts";
import type { CellLook, Notation, NotationOptions } from "./notation.ts";

const BLANK = 1;

export function sudokuNotation({ inputTokens, side, theme }: NotationOptions): Notation {
  function look(token: number, cell: number): CellLook {
    if (token === PAD) return { hatch: "pad" };
    if (token === BLANK) return { fill: theme.paper };
    const given = inputTokens[cell] === token;
    const ink = given ? theme.ink : theme.accent;
    return {
      fill: given ? theme.given : theme.paper,
      text: { content: String(token - BLANK), ink, bold: given },
    };
  }
  return {
    crops: false,
    look,
    cellLine: theme.paperLine,
    box: { ...boxOf(side), stroke: theme.boxLine },
    characters: String(side).length,
  };
}

/** 9×9 has boxes of 3×3, 6×6 of two rows and three columns, 4×4 of 2×2. */
function boxOf(side: number): { rows: number; columns: number } {
  let rows = Math.max(1, Math.floor(Math.sqrt(side)));
  while (side % rows !== 0) rows--;
  return { rows, columns: side / rows };
}
