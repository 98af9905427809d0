/**
 * @file The grids of the puzzle view by name: what can be had as a table.
 */

import { addressOf } from "../../../src/render/captions.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import { companionIndex } from "../compare/beside.ts";
import { pairGrids } from "./pair-grids.ts";

export interface NamedGrid {
  readonly name: string;
  /** u8 [side²] */
  readonly tokens: Uint8Array;
  readonly style: GridStyle;
  /** That its cells are right or wrong by; null for what is given. */
  readonly target: Uint8Array | null;
}

/** The answer at the cursor first. */
export function gridsInView(
  model: RolloutModel,
  style: GridStyle,
  index: number,
  other: { readonly model: RolloutModel; readonly style: GridStyle } | undefined,
): readonly NamedGrid[] {
  const { record, task, timeline } = model;
  const { shown } = timeline.at(index);
  const given = (name: string, tokens: Uint8Array | null): NamedGrid[] =>
    tokens === null ? [] : [{ name, tokens, style, target: null }];
  const answer = { name: addressOf(shown), tokens: shown.tokens, style, target: record.targetTokens };
  const { pairs, style: pairStyle } = pairGrids(task, style);
  const shownPairs = pairs.flatMap(({ input, output }, at): NamedGrid[] => {
    const name = `training pair ${at + 1}`;
    return [
      { name: `${name}, input`, tokens: input, style: pairStyle, target: null },
      { name: `${name}, output`, tokens: output, style: pairStyle, target: null },
    ];
  });
  return [
    answer,
    ...pinnedAnswer(model, index, other),
    ...given("target", record.targetTokens),
    ...given("test input", record.inputTokens),
    ...shownPairs,
  ];
}

function pinnedAnswer(model: RolloutModel, index: number, other: Parameters<typeof gridsInView>[3]): NamedGrid[] {
  if (other === undefined) return [];
  const { record, timeline } = other.model;
  const { shown } = timeline.at(companionIndex(model, other.model, index));
  const name = `pinned, ${addressOf(shown)}`;
  return [{ name, tokens: shown.tokens, style: other.style, target: record.targetTokens }];
}
