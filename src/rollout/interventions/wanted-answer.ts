/**
 * @file The answer that an intervention is to bring about: the puzzle's target, its input, or a grid typed as rows of digits.
 */

import { ARC_VOCABULARY, gridToTokens } from "../../arc/tokens.ts";
import { invalid, usage } from "../../errors.ts";
import type { InterventionContext } from "./intervention.ts";
import type { Options } from "./options.ts";

/** u8 [S], `UNLABELLED` where nothing is wanted. Throws where the puzzle has no target, or the grid does not fit it. */
export type WantedAnswer = (context: InterventionContext) => Uint8Array;

const ROWS = /^\d+(?:\/\d+)*$/;
const EXPECTED = "target, input, or rows of digits such as 012/345";

/** Reads the option `key`; throws a usage error where it is missing or none of the three. */
export function readWantedAnswer(options: Options, key: string, where: string): WantedAnswer {
  const wanted = options.text(key, "target");
  if (wanted === "input") return ({ row }) => row.puzzle.inputTokens;
  if (wanted === "target") return (context) => targetOf(context, key, where);
  if (!ROWS.test(wanted)) throw usage(key, wanted, { expected: EXPECTED, where });
  const rows = wanted.split("/").map((digits) => [...digits].map(Number));
  if (rows.some(({ length }) => length !== rows[0]?.length)) {
    throw usage(key, wanted, { expected: "rows of one length", where });
  }
  return (context) => typedTokens(rows, context, (expected) => usage(key, wanted, { expected, where }), where);
}

function targetOf({ row: { puzzle } }: InterventionContext, key: string, where: string): Uint8Array {
  if (puzzle.targetTokens !== undefined) return puzzle.targetTokens;
  throw invalid(key, `${puzzle.task} has no target`, { expected: "puzzles with one, or rows of digits", where });
}

function typedTokens(
  rows: number[][],
  { stateShape, puzzlePositions, outputHead }: InterventionContext,
  misfit: (expected: string) => Error,
  where: string,
): Uint8Array {
  const side = Math.sqrt(stateShape[0] - puzzlePositions);
  const [vocabulary] = outputHead.shape;
  if (vocabulary === ARC_VOCABULARY) return gridToTokens(rows, side, where);
  // Sudokus and mazes fill the canvas, and their token 0 is padding.
  const tokens = Uint8Array.from(rows.flat(), (digit) => digit + 1);
  if (rows.length !== side || tokens.length !== side * side || tokens.some((token) => token >= vocabulary)) {
    throw misfit(`${side} rows of ${side} digits from 0 to ${vocabulary - 2}`);
  }
  return tokens;
}
