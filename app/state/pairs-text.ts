/**
 * @file The training pairs of a task as a text that a link has room for: rows of digits, deflated.
 */

import { deflateSync, inflateSync } from "fflate";
import type { Grid, TrainingPair } from "../../src/arc/puzzle.ts";

/** Characters. Links that are longer are cut off by what they are sent with. */
export const MOST_PAIRS_TEXT = 6000;
const MOST_PAIRS = 63;
const MOST_SIDE = 30;
/** Of as many pairs with as large grids, before they are deflated: that is where unpacking ends. */
const MOST_PLAIN = MOST_PAIRS * 2 * MOST_SIDE * (MOST_SIDE + 1);

const texts = new WeakMap<readonly TrainingPair[], string | undefined>();

/** `undefined` for more than there is room for. Written once for the same pairs: a link is written with every move of the cursor. */
export function pairsText(pairs: readonly TrainingPair[]): string | undefined {
  if (!texts.has(pairs)) texts.set(pairs, written(pairs));
  return texts.get(pairs);
}

function written(pairs: readonly TrainingPair[]): string | undefined {
  const grids = pairs.flatMap(({ input, output }) => [input, output]);
  if (pairs.length > MOST_PAIRS || !grids.every(isGrid)) return undefined;
  // `12/34 56/78`: an input, its output, the next input.
  const plain = grids.map((grid) => grid.map((row) => row.join("")).join("/")).join(" ");
  const text = textOfBytes(deflateSync(new TextEncoder().encode(plain), { level: 9 }));
  return text.length > MOST_PAIRS_TEXT ? undefined : text;
}

/** `undefined` for what `pairsText` does not write. */
export function parsePairs(text: string): readonly TrainingPair[] | undefined {
  const plain = text.length > MOST_PAIRS_TEXT ? undefined : unpackedText(text);
  if (plain === undefined) return undefined;
  const grids = plain === "" ? [] : plain.split(" ").map(gridOf);
  if (grids.length % 2 !== 0 || grids.length > 2 * MOST_PAIRS || !grids.every(isGrid)) return undefined;
  return Array.from({ length: grids.length / 2 }, (_, at) => ({
    input: grids[2 * at] ?? [],
    output: grids[2 * at + 1] ?? [],
  }));
}

const gridOf = (text: string): Grid =>
  text.split("/").map((row) => Array.from(row, (cell) => (/\d/.test(cell) ? Number(cell) : Number.NaN)));

function isGrid(grid: Grid): boolean {
  const columns = grid[0]?.length ?? 0;
  const isRow = (row: readonly number[]): boolean =>
    row.length === columns && row.every((cell) => Number.isInteger(cell) && cell >= 0 && cell <= 9);
  return grid.length >= 1 && grid.length <= MOST_SIDE && columns >= 1 && columns <= MOST_SIDE && grid.every(isRow);
}

/** As RFC 4648 has it for addresses, without padding. */
const textOfBytes = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

function unpackedText(text: string): string | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
    return new TextDecoder().decode(inflateSync(bytes, { out: new Uint8Array(MOST_PLAIN) }));
  } catch {
    return undefined;
  }
}
