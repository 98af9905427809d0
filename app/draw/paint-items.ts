/**
 * @file The items of a scene (`src/render/scene.ts`) on a canvas: the page looks as pictures do, because it is made of the same items.
 */

import { ASCENT } from "../../src/render/font.ts";
import type { Area, Dots, Hatch, Item, Point, Stroke, Text } from "../../src/render/scene.ts";

export type Canvas2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A digit of most system fonts is 0.72 of the font size high. */
const DIGIT_HEIGHT = 0.72;
const FONT = "ui-sans-serif, system-ui, sans-serif";

export function paintItems(context: Canvas2D, items: readonly Item[]): void {
  for (const item of items) paintItem(context, item);
}

function paintItem(context: Canvas2D, item: Item): void {
  switch (item.type) {
    case "rect":
      context.fillStyle = item.fill;
      context.fillRect(item.x, item.y, item.width, item.height);
      return;
    case "hatch":
      paintHatch(context, item);
      return;
    case "text":
      paintText(context, item);
      return;
    case "group":
      paintItems(context, item.items);
      return;
    case "stroke":
      paintStroke(context, item);
      return;
    case "area":
      paintArea(context, item);
      return;
    case "dots":
      paintDots(context, item);
      return;
  }
}

/** Lines at x + y = n · period, or x − y, over the whole picture, so that those of neighbours meet. */
function paintHatch(context: Canvas2D, { x, y, width, height, stroke, period, direction }: Hatch): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  const rising = direction === "rising";
  const from = rising ? x + y : x - y - height;
  for (let at = Math.floor(from / period) * period; at <= from + width + height; at += period) {
    context.moveTo(rising ? at - y : at + y, y);
    context.lineTo(rising ? at - y - height : at + y + height, y + height);
  }
  context.strokeStyle = stroke;
  context.lineWidth = 1;
  context.stroke();
  context.restore();
}

function paintText(context: Canvas2D, { x, baseline, text, size, anchor, bold, fill }: Text): void {
  context.font = `${bold ? 700 : 400} ${Math.round((ASCENT * size) / DIGIT_HEIGHT)}px ${FONT}`;
  context.textAlign = anchor === "middle" ? "center" : anchor;
  context.textBaseline = "alphabetic";
  context.fillStyle = fill;
  context.fillText(text, x, baseline);
}

function trace(context: Canvas2D, points: readonly Point[]): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
}

function paintStroke(context: Canvas2D, { points, width, stroke, opacity }: Stroke): void {
  context.save();
  context.globalAlpha = opacity;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.lineCap = "round";
  trace(context, points);
  context.stroke();
  context.restore();
}

function paintArea(context: Canvas2D, { points, fill, opacity }: Area): void {
  context.save();
  context.globalAlpha = opacity;
  context.fillStyle = fill;
  trace(context, points);
  context.fill();
  context.restore();
}

function paintDots(context: Canvas2D, { points, radius, fill, opacity }: Dots): void {
  context.save();
  context.globalAlpha = opacity;
  context.fillStyle = fill;
  for (const [x, y] of points) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
  context.restore();
}
