/**
 * @file Where everything in a plot stands. The explorer reads it too, to know which value is under the pointer.
 */

import type { Colour } from "../colour.ts";
import { CAP_HEIGHT, captionWidth, LINE, MARGIN } from "../lettering.ts";
import { SERIES } from "../palettes.ts";
import type { Box } from "../scene.ts";
import { THEMES, type Theme } from "../theme.ts";
import { xDomain, yDomain } from "./domain.ts";
import { type LegendEntry, legendLines } from "./names.ts";
import type { Mark, Panel, Plot, XAxis } from "./plot.ts";
import { inSameUnits } from "./same-units.ts";
import { createScale, type Scale } from "./scale.ts";
import type { Ticks } from "./ticks.ts";

export interface PlotLayout {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly x: Scale;
  readonly xTicks: Ticks;
  readonly panels: readonly PanelLayout[];
}

export interface PanelLayout {
  readonly panel: Panel;
  /** In which the marks are drawn. */
  readonly box: Box;
  readonly y: Scale;
  readonly yTicks: Ticks;
  /** Of each mark. */
  readonly colours: readonly Colour[];
  /** Baseline of the title. */
  readonly titleLine: number;
  readonly legend: readonly { readonly entry: LegendEntry; readonly x: number; readonly baseline: number }[];
  readonly isNamedBeside: boolean;
}

export const DEFAULT_WIDTH = 1200;
const DEFAULT_HEIGHT = 220;

/** Between a tick's name and the panel, and between the panel and the names beside it. */
export const TICK_GAP = 12;
/** Between the names of two ticks: under each other, and side by side. */
const LEAST_ROW = 48;
const LEAST_COLUMN = 32;
/** Powers of ten are easily told apart, and few of them say little. */
const LEAST_POWERS = 30;
/** Between a panel's title and its upper edge, and between two panels. */
const TITLE_GAP = 18;
const PANEL_GAP = 34;
/** No more of the width than this for the names beside. */
const MOST_NAMES = 0.3;

export function layOutPlot(plot: Plot): PlotLayout {
  const { panels, width = DEFAULT_WIDTH } = plot;
  const theme = THEMES[plot.theme];
  const drafts = panels.map((panel) => draftPanel(panel, plot));
  const left =
    MARGIN + Math.max(0, ...drafts.flatMap(({ yTicks }) => yTicks.names.map((name) => captionWidth(name)))) + TICK_GAP;
  const beside = Math.max(0, ...drafts.flatMap(({ names }) => names.map((name) => TICK_GAP + captionWidth(name))));
  const right = width - MARGIN - Math.min(Math.ceil(beside), Math.floor(MOST_NAMES * width));
  const edges = [left, Math.max(left + 1, right)] as const;
  const asGiven = xDomain(plot.x, panels);
  const placed = drafts.map((draft) => {
    if (!plot.sameUnits) return { ...draft, across: asGiven };
    const frame = inSameUnits({ x: asGiven, y: draft.domain, width: edges[1] - edges[0] });
    return { ...draft, ...ticksOf(draft.panel, frame.y, frame.height), across: frame.x };
  });
  const x = createScale({ ...plot.x, domain: placed[0]?.across ?? asGiven, range: edges });

  let top = MARGIN + [plot.title, plot.remark].filter((line) => line !== undefined).length * LINE;
  if (top > MARGIN) top += LINE / 2;
  const laidOut = placed.map(({ panel, height, domain, yTicks, colours, entries, isNamedBeside }): PanelLayout => {
    const titleLine = top + CAP_HEIGHT;
    const titleEnd = left + captionWidth(panel.title);
    const lines = legendLines(entries, { left, right, titleEnd });
    const legend = lines.flatMap((line, index) =>
      line.map((placed) => ({ ...placed, baseline: titleLine + index * LINE })),
    );
    const upper = titleLine + Math.max(0, lines.length - 1) * LINE + TITLE_GAP;
    const box = { x: left, y: upper, width: Math.max(1, right - left), height };
    const y = createScale({ ...panel.y, domain, range: [upper + height, upper] });
    top = upper + height + PANEL_GAP;
    return { panel, box, y, yTicks, colours, titleLine, legend, isNamedBeside };
  });
  const xTicks =
    namedTicks(plot.x, x) ?? x.ticks((names) => Math.max(...names.map((name) => captionWidth(name))) + LEAST_COLUMN);
  const bottom = (laidOut.at(-1)?.box.y ?? top) + (laidOut.at(-1)?.box.height ?? 0);
  // The names of the ticks, the title of the axis.
  return { width, height: bottom + TICK_GAP + CAP_HEIGHT + LINE + MARGIN, theme, x, xTicks, panels: laidOut };
}

/** What can be known of a panel before its place is. */
function draftPanel(panel: Panel, { theme }: Plot) {
  const { height = DEFAULT_HEIGHT, marks, references = [], names } = panel;
  const colours = coloursOf(marks, SERIES[theme], THEMES[theme].quiet);
  const named = marks.flatMap((mark, index) =>
    mark.name === undefined ? [] : [{ name: mark.name, type: mark.type, colour: colours[index] ?? THEMES[theme].ink }],
  );
  const isNamedBeside = (names ?? (named.every(({ type }) => type === "line") ? "beside" : "above")) === "beside";
  const referenceNames = references.flatMap((line) => ("y" in line && line.name !== undefined ? [line.name] : []));
  return {
    panel,
    ...ticksOf(panel, yDomain(panel), height),
    colours,
    isNamedBeside,
    entries: isNamedBeside ? [] : named,
    /** What stands beside the panel. */
    names: [...referenceNames, ...(isNamedBeside ? named.map(({ name }) => name) : [])],
  };
}

function ticksOf(panel: Panel, domain: readonly [number, number], height: number) {
  const scale = createScale({ ...panel.y, domain, range: [height, 0] });
  return { domain, height, yTicks: scale.ticks(() => (panel.y?.log ? LEAST_POWERS : LEAST_ROW)) };
}

/** Marks that say nothing take turns if they have a name, and have the first colour if not. */
function coloursOf(marks: readonly Mark[], series: readonly Colour[], quiet: Colour): Colour[] {
  let turn = 0;
  return marks.map(({ colour, name }) => {
    if (colour === "quiet") return quiet;
    const index = colour ?? (name === undefined ? 0 : turn++);
    return series[index % series.length] ?? quiet;
  });
}

function namedTicks({ ticks }: XAxis, x: Scale): Ticks | undefined {
  if (ticks === undefined) return undefined;
  const [from, to] = x.domain;
  const shown = ticks.filter(({ at }) => at >= from && at <= to);
  return { values: shown.map(({ at }) => at), names: shown.map(({ name }) => name) };
}
