/**
 * @file The grids of the puzzle view by name: what can be had as a table.
 */

import { gridToTokens } from "../../../src/arc/tokens.ts";
import { addressOf } from "../../../src/render/captions.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import { companionIndex } from "../compare/beside.ts";

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
  const pairs = (task?.train ?? []).flatMap(({ input, output }, at) => {
    const name = `training pair ${at + 1}`;
    const tokensOf = (grid: typeof input) => gridToTokens(grid, style.side, name);
    return [...given(`${name}, input`, tokensOf(input)), ...given(`${name}, output`, tokensOf(output))];
  });
  return [
    answer,
    ...pinnedAnswer(model, index, other),
    ...given("target", record.targetTokens),
    ...given("test input", record.inputTokens),
    ...pairs,
  ];
}

function pinnedAnswer(model: RolloutModel, index: number, other: Parameters<typeof gridsInView>[3]): NamedGrid[] {
  if (other === undefined) return [];
  const { record, timeline } = other.model;
  const { shown } = timeline.at(companionIndex(model, other.model, index));
  const name = `pinned, ${addressOf(shown)}`;
  return [{ name, tokens: shown.tokens, style: other.style, target: record.targetTokens }];
}
