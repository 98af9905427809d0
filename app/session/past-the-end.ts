/**
 * @file A link that says of a rollout what it has not: of a longer one, of a larger grid, or mistyped.
 */

import type { ViewState } from "../state/view-state.ts";
import type { RolloutModel } from "./rollout-model.ts";

/** Says what the rollout has not, and returns what of the state is to be let go. */
export function letGo(
  { timeline, record }: Pick<RolloutModel, "timeline" | "record">,
  { cursor, cell }: Pick<ViewState, "cursor" | "cell">,
  say: (text: string) => void,
): Partial<ViewState> {
  const cells = record.inputTokens.length;
  const [noCursor, noCell] = [cursor !== null && !timeline.has(cursor), cell !== null && cell >= cells];
  if (noCursor) {
    say(`the rollout has no ${cursor}: it is shown at its end, ${timeline.addressOf(timeline.length - 1)}`);
  }
  if (noCell) say(`the grid has no cell ${cell} (expected 0 to ${cells - 1})`);
  return { ...(noCursor && { cursor: null }), ...(noCell && { cell: null }) };
}
