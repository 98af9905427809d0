/**
 * @file The probabilities of a cell over the cursor: a line for each token, in its colour and with its name where it is likeliest.
 */

import { type Colour, contrast, mix } from "../../../src/render/colour.ts";
import type { GridStyle } from "../../draw/grid-style.ts";
import type { Canvas2D } from "../../draw/paint-items.ts";
import type { RolloutModel } from "../../session/rollout-model.ts";
import type { CellLine } from "./cell-lines.ts";
import { type PlotSize, paintEvents } from "./plot-events.ts";

export interface LineLook {
  readonly stroke: Colour;
  /** Under a stroke that could not be seen on the ground. */
  readonly edge: Colour | undefined;
  /** CSS pixels of strokes and gaps: of tokens that are no colour. */
  readonly dash: readonly number[];
}

/** WCAG 2.2 asks for as much of what is drawn. */
const LEAST_CONTRAST = 3;

/** Tokens whose cells all look alike but for their text are told apart by their names alone. */
export function lineLook({ token }: Pick<CellLine, "token">, style: GridStyle, cell: number): LineLook {
  const { theme, notation, kind } = style;
  if (token === null) return { stroke: theme.ink, edge: undefined, dash: [] };
  const { fill, hatch } = notation.look(token, cell);
  if (hatch !== undefined) return { stroke: theme.quiet, edge: undefined, dash: hatch === "pad" ? [2, 3] : [6, 3] };
  if (fill === undefined || kind === "sudoku" || kind === "tokens") {
    return { stroke: theme.quiet, edge: undefined, dash: [] };
  }
  const isSeen = contrast(fill, theme.ground) >= LEAST_CONTRAST;
  return { stroke: fill, edge: isSeen ? undefined : mix(theme.ground, theme.ink, 0.55), dash: [] };
}

/** Of a line as likely as this, and more, the name is written. */
const NAMED = 0.15;
const NAME_HEIGHT = 10;

export function paintCellLines(
  context: Canvas2D,
  lines: readonly CellLine[],
  { model, style, cell }: { readonly model: RolloutModel; readonly style: GridStyle; readonly cell: number },
  size: PlotSize,
): void {
  const { width, height, pixelRatio } = size;
  context.clearRect(0, 0, width, height);
  paintEvents(context, model, style.theme, size);
  const pad = 3 * pixelRatio;
  const x = (index: number): number => ((index + 0.5) * width) / model.timeline.span;
  const y = (share: number): number => height - pad - share * (height - 2 * pad);
  context.lineJoin = "round";
  for (const line of lines) {
    const { stroke, edge, dash } = lineLook(line, style, cell);
    context.beginPath();
    for (const [index, share] of line.values.entries()) if (!Number.isNaN(share)) context.lineTo(x(index), y(share));
    context.setLineDash(dash.map((length) => length * pixelRatio));
    for (const [colour, thickness] of [
      [edge, 3.5],
      [stroke, 2],
    ] as const) {
      if (colour === undefined) continue;
      context.strokeStyle = colour;
      context.lineWidth = thickness * pixelRatio;
      context.stroke();
    }
  }
  context.setLineDash([]);
  paintNames(context, lines, { x, y }, style, size);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
}

/** Beside the line's highest point, likeliest first; where another stands already, it is left to the list. */
function paintNames(
  context: Canvas2D,
  lines: readonly CellLine[],
  { x, y }: { readonly x: (index: number) => number; readonly y: (share: number) => number },
  { theme }: GridStyle,
  { width, height, pixelRatio }: PlotSize,
): void {
  const tall = NAME_HEIGHT * pixelRatio;
  context.font = `600 ${tall}px ui-sans-serif, system-ui, sans-serif`;
  context.textAlign = "left";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3 * pixelRatio;
  const taken: Box[] = [];
  for (const { token, name, top, most } of lines.toReversed()) {
    if (token === null || most < NAMED) continue;
    const wide = context.measureText(name).width;
    const gap = 4 * pixelRatio;
    const left = Math.max(0, Math.min(width - wide, x(top) + gap));
    const box = { left, right: left + wide, top: Math.max(0, Math.min(height - tall, y(most) + gap)) };
    const isTaken = taken.some(
      (one) => one.left < box.right + gap && box.left < one.right + gap && Math.abs(one.top - box.top) < tall,
    );
    if (isTaken) continue;
    taken.push(box);
    context.strokeStyle = theme.ground;
    context.strokeText(name, box.left, box.top);
    context.fillStyle = theme.ink;
    context.fillText(name, box.left, box.top);
  }
}
