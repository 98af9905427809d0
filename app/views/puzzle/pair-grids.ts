/**
 * @file The training pairs of a task as tokens. The model never sees them: they may be larger than its canvas.
 */

import type { Task, TrainingPair } from "../../../src/arc/puzzle.ts";
import { gridToTokens } from "../../../src/arc/tokens.ts";
import type { GridStyle } from "../../draw/grid-style.ts";

export interface PairGrids {
  /** Of a canvas on which all of them have room. */
  readonly style: GridStyle;
  /** u8 [side²] each */
  readonly pairs: readonly { readonly input: Uint8Array; readonly output: Uint8Array }[];
}

export function pairGrids(task: Pick<Task, "train"> | undefined, ofModel: GridStyle): PairGrids {
  const train: readonly TrainingPair[] = task?.train ?? [];
  const grids = train.flatMap(({ input, output }) => [input, output]);
  const style = ofModel.at(Math.max(ofModel.side, ...grids.map((grid) => Math.max(grid.length, grid[0]?.length ?? 0))));
  const pairs = train.map(({ input, output }) => ({
    input: gridToTokens(input, style.side, "the training pair"),
    output: gridToTokens(output, style.side, "the training pair"),
  }));
  return { style, pairs };
}
