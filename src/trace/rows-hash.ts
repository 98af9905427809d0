/**
 * @file A digest of what is rolled out, so that a run is resumed with the same puzzles or not at all.
 */

import type { RolloutRow } from "../rollout/request.ts";

/** SHA-256 (hex) over every row's identity, identifier, trajectory, input and target. */
export async function hashRows(rows: readonly RolloutRow[]): Promise<string> {
  const encoder = new TextEncoder();
  const pieces = rows.flatMap(({ puzzle, puzzleIdentifier, trajectory }) => [
    encoder.encode(
      `${JSON.stringify([puzzle.task, puzzle.testIndex, puzzle.augmentation, puzzleIdentifier, trajectory])}\n`,
    ),
    puzzle.inputTokens,
    puzzle.targetTokens ?? encoder.encode("none"),
  ]);
  const bytes = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
