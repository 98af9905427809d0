/**
 * @file A plot as a picture.
 */

import type { Colour } from "../colour.ts";
import { shortened } from "../font.ts";
import { CAP_HEIGHT, caption, captionWidth, LINE, MARGIN, TEXT_SIZE } from "../lettering.ts";
import { type Group, type Item, rect, type Scene } from "../scene.ts";
import { layOutPlot, type PanelLayout, type PlotLayout, TICK_GAP } from "./layout.ts";
import { drawMark } from "./marks.ts";
import { besideEnds, drawEntry, lastValue } from "./names.ts";
import type { Plot } from "./plot.ts";

/** A page shows a plot at half its size, where a thinner line may fall between two pixels. */
const THIN = 2;
/** Length of a tick, and of a dash and of the gap after it. */
const TICK = 6;
const DASH = 6;
const DASH_GAP = 5;

/** Draws a plot (see `plot.ts` for what it may hold). */
export function plotScene(plot: Plot): Scene {
  const layout = layOutPlot(plot);
  const { width, height, theme, panels } = layout;
  return {
    width,
    height,
    ground: theme.ground,
    label: plot.label ?? [plot.title, plot.panels.map(({ title }) => title).join("; ")].filter(Boolean).join(": "),
    items: [...heading(plot, layout), ...panels.map((panel) => drawPanel(panel, layout)), ...xAxis(plot, layout)],
  };
}

function heading({ title, remark }: Plot, { theme, width }: PlotLayout): Item[] {
  const most = width - 2 * MARGIN;
  const lines = [
    { content: title, bold: true, fill: theme.ink },
    { content: remark, bold: false, fill: theme.quiet },
  ].filter((line) => line.content !== undefined);
  return lines.map(({ content = "", bold, fill }, index) =>
    caption(shortened(content, most, { size: TEXT_SIZE, bold }), {
      x: MARGIN,
      baseline: MARGIN + CAP_HEIGHT + index * LINE,
      bold,
      fill,
    }),
  );
}

function drawPanel(laidOut: PanelLayout, layout: PlotLayout): Group {
  const { panel, box, y, colours, titleLine, legend } = laidOut;
  const { theme, x, width } = layout;
  const bottom = box.y + box.height;
  const title = shortened(panel.title, width - MARGIN - box.x, { size: TEXT_SIZE, bold: false });
  return {
    type: "group",
    label: panel.title,
    items: [
      ...grid(laidOut, layout),
      ...panel.marks.flatMap((mark, index) => drawMark(mark, colours[index] ?? theme.ink, { x, y, box })),
      rect(box.x, bottom, box.width, THIN, theme.border),
      ...ticksBelow(bottom, layout),
      ...drawReferences(laidOut, layout),
      caption(title, { x: box.x, baseline: titleLine, fill: theme.ink }),
      ...legend.flatMap(({ entry, x: left, baseline }) => drawEntry(entry, left, baseline, theme.ink)),
      ...besideNames(laidOut, layout),
    ],
  };
}

/** A line at each tick of the y axis, and its number. */
function grid({ box, y, yTicks }: PanelLayout, { theme }: PlotLayout): Item[] {
  return yTicks.values.flatMap((value, index) => {
    const top = Math.round(y.at(value));
    return [
      rect(box.x, top, box.width, THIN, theme.faintLine),
      caption(yTicks.names[index] ?? "", {
        x: box.x - TICK_GAP,
        anchor: "end",
        baseline: top + CAP_HEIGHT / 2,
        fill: theme.quiet,
      }),
    ];
  });
}

function ticksBelow(bottom: number, { x, xTicks, theme }: PlotLayout): Item[] {
  return xTicks.values.map((value) => rect(Math.round(x.at(value)), bottom, THIN, TICK, theme.border));
}

function xAxis({ x: { title } }: Plot, { x, xTicks, panels, theme, width }: PlotLayout): Item[] {
  const box = panels.at(-1)?.box;
  if (box === undefined) return [];
  const baseline = box.y + box.height + TICK_GAP + CAP_HEIGHT;
  const room = spacing(xTicks.values.map((value) => x.at(value)));
  const names = xTicks.names.map((name, index) => {
    const shown = shortened(name, room, { size: TEXT_SIZE, bold: false });
    const half = captionWidth(shown) / 2;
    // The last one may stand at the very edge.
    const middle = Math.max(half, Math.min(width - half - 2, Math.round(x.at(xTicks.values[index] ?? 0))));
    return caption(shown, { x: middle, anchor: "middle", baseline, fill: theme.quiet });
  });
  const middle = Math.round(box.x + box.width / 2);
  return [...names, caption(title, { x: middle, anchor: "middle", baseline: baseline + LINE, fill: theme.ink })];
}

/** Pixels for each name, where there are several. */
function spacing(places: readonly number[]): number {
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
  return Math.min(...gaps, 1e6) - 8;
}

/** Dashed lines, with the names of the vertical ones at the top: one below the other where they would stand in each other's way. */
function drawReferences({ panel, box, y }: PanelLayout, { x, theme }: PlotLayout): Item[] {
  const taken: { readonly from: number; readonly to: number }[][] = [];
  return (panel.references ?? []).flatMap((line): Item[] => {
    if ("y" in line) {
      const top = Math.round(y.at(line.y));
      return dashes(box.width).map(([from, length]) => rect(box.x + from, top, length, THIN, theme.border));
    }
    const left = Math.round(x.at(line.x));
    const drawn: Item[] = dashes(box.height).map(([from, length]) =>
      rect(left, box.y + from, THIN, length, theme.border),
    );
    if (line.name === undefined) return drawn;
    const width = captionWidth(line.name);
    const fits = left + TICK_GAP / 2 + width <= box.x + box.width;
    const at = fits ? left + TICK_GAP / 2 : left - TICK_GAP / 2;
    const span = fits ? { from: at, to: at + width } : { from: at - width, to: at };
    const isFree = (spans: readonly { readonly from: number; readonly to: number }[]): boolean =>
      spans.every(({ from, to }) => to <= span.from || from >= span.to);
    const found = taken.findIndex(isFree);
    const row = found < 0 ? taken.length : found;
    taken[row] = [...(taken[row] ?? []), span];
    const place = { x: at, anchor: fits ? "start" : "end", baseline: box.y + CAP_HEIGHT + row * LINE } as const;
    return [...drawn, caption(line.name, { ...place, fill: theme.quiet })];
  });
}

function dashes(length: number): [from: number, length: number][] {
  const count = Math.ceil(length / (DASH + DASH_GAP));
  return Array.from({ length: count }, (_, index) => {
    const from = index * (DASH + DASH_GAP);
    return [from, Math.min(DASH, length - from)];
  });
}

/** The names of lines and of horizontal references, at the right. */
function besideNames({ panel, box, y, colours, isNamedBeside }: PanelLayout, { theme, width }: PlotLayout): Item[] {
  const left = box.x + box.width + TICK_GAP;
  const entries: { name: string; fill: Colour; value: number }[] = [];
  for (const line of panel.references ?? []) {
    if ("y" in line && line.name !== undefined) entries.push({ name: line.name, fill: theme.quiet, value: line.y });
  }
  for (const [index, mark] of panel.marks.entries()) {
    if (!isNamedBeside || mark.name === undefined || mark.type !== "line") continue;
    entries.push({ name: mark.name, fill: colours[index] ?? theme.ink, value: lastValue(mark.y) });
  }
  const ends = entries.map(({ name, fill, value }) => {
    const top = y.at(value);
    const inside = Number.isFinite(top) ? Math.min(box.y + box.height, Math.max(box.y, top)) : box.y + box.height;
    return { name: shortened(name, width - left, { size: TEXT_SIZE, bold: false }), fill, y: inside };
  });
  return besideEnds(ends, left, box.y, box.y + box.height);
}
