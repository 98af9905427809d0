/**
 * @file Mazes as upstream writes them (`dataset/build_maze_dataset.py`): 0 padding, then wall, open, start, goal, path.
 */

import { PAD } from "../../arc/tokens.ts";
import type { CellLook, Notation, NotationOptions } from "./notation.ts";
import { numberLook } from "./tokens.ts";

/** ARC's colours for what is no wall: green, red, blue. */
const [START, GOAL, PATH] = [3, 2, 1];

export function mazeNotation({ theme, palette }: NotationOptions): Notation {
  const fills = [theme.wall, theme.paper, palette[START], palette[GOAL], palette[PATH]];
  function look(token: number): CellLook {
    if (token === PAD) return { hatch: "pad" };
    const fill = fills[token - 1];
    return fill === undefined ? numberLook(token, theme) : { fill };
  }
  return { crops: false, look, characters: 0 };
}
