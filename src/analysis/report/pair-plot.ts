/**
 * @file Two runs on the same puzzles over supervision steps, as a plot.
 */

import { cellsWrongByStep } from "../compare/cells-wrong-by-step.ts";
import type { ComparedPair } from "../compare/compare-outcomes.ts";
import type { PlotOf } from "./plots.ts";

const SECOND = 1;

/** `undefined` where no cells are labelled. */
export function cellsWrongDifferencePlot(pairs: readonly ComparedPair[], seed = 0): PlotOf | undefined {
  const points = cellsWrongByStep(pairs, { seed });
  if (points.length === 0) return undefined;
  const x = points.map(({ step }) => step);
  return (theme) => ({
    title: "Cells wrong, the second less the first",
    remark: `mean of ${points[0]?.pairs} pairs at the last answer of each supervision step; below 0 the second is nearer to the target`,
    theme,
    x: { title: "supervision step", whole: true },
    panels: [
      {
        title: "cells_wrong_difference, 95 % interval (paired bootstrap)",
        references: [{ y: 0, name: "the same" }],
        marks: [
          {
            type: "band",
            x,
            low: points.map(({ low }) => low),
            high: points.map(({ high }) => high),
            colour: SECOND,
          },
          { type: "line", x, y: points.map(({ value }) => value), colour: SECOND },
        ],
      },
    ],
  });
}
