/**
 * @file The whole rollout at a glance: a column per supervision step, a row per H-step or per probe. The head of a column and
 * that of a row make an address: `5` and `.2` are the answer 5.2.
 */

import { formatAddress } from "../model/address.ts";
import type { StepRecord } from "../trace/schema.ts";
import type { Board } from "./board.ts";
import { describeStep, measurementsOf, remarkOf, titleOf } from "./captions.ts";
import { extent } from "./draw-board.ts";
import type { Frames } from "./frames.ts";
import { CAP_HEIGHT, caption, captionWidth, LINE, MARGIN } from "./lettering.ts";
import { chooseScale } from "./notation/notation.ts";
import { BORDER, drawGrid, heading, innerWidth, TITLE_LINE } from "./panel.ts";
import type { Group, Item, Scene } from "./scene.ts";

/** Pixels that a grid is wide where no scale is asked for. */
const THUMBNAIL = 112;
/** Upper edge of the grids. */
const TOP = TITLE_LINE + 12;
const GAP = 12;
/** Room for a number such as `−12.34`. */
const LEAST_COLUMN = 76;

interface Row {
  /** What follows the supervision step in its addresses: `.2`, `.2.3`. */
  readonly name: string;
  /** Upper edge. */
  readonly y: number;
}

interface Layout {
  readonly scale: number;
  /** Supervision steps, one to a column. */
  readonly columns: readonly number[];
  readonly rows: readonly Row[];
  /** Left edges: of the target, of the first column. The input's is the margin. */
  readonly targetX: number;
  readonly stripX: number;
  readonly columnWidth: number;
  /** First baseline of the numbers. */
  readonly numbersLine: number;
  readonly width: number;
  readonly height: number;
}

/** All events of the frames. */
export function filmstripScene(frames: Frames, options: { readonly scale: number | undefined }): Scene {
  const layout = layOut(frames, options.scale);
  const { view, theme, input, target, events } = frames;
  const { width, height } = layout;
  return {
    width,
    height,
    ground: theme.ground,
    label: `${titleOf(view.record)}, ${remarkOf(view.record)}`,
    items: [
      ...heading(frames, width - 2 * MARGIN),
      ...given(frames, layout, "input", MARGIN, input),
      ...(target === undefined ? [] : given(frames, layout, "target", layout.targetX, target)),
      ...heads(frames, layout),
      ...events.map((step, index) => thumbnail(frames, layout, step, index)),
      ...numbers(frames, layout),
    ],
  };
}

const boardsOf = ({ input, target, rows, columns }: Frames): Pick<Board, "rows" | "columns">[] => [
  input,
  ...(target === undefined ? [] : [target]),
  { rows, columns },
];

/** Pixels per cell: as many as were asked for, or by the size of the grids. */
export function filmstripScale(frames: Frames, asked: number | undefined): number {
  const cells = Math.max(...boardsOf(frames).flatMap(({ rows, columns }) => [rows, columns]));
  return chooseScale(asked, { cells, pixels: THUMBNAIL, most: 14, least: frames.leastScale });
}

function layOut(frames: Frames, asked: number | undefined): Layout {
  const { input, target, events, rows: most, columns: widest } = frames;
  const scale = filmstripScale(frames, asked);
  const wide = (columns: number): number => Math.max(extent(columns, scale) + 2 * BORDER, LEAST_COLUMN) + GAP;
  const high = (rows: number): number => Math.max(extent(rows, scale) + 2 * BORDER, CAP_HEIGHT) + GAP;

  const rows = layOutRows(events, high(most));
  const columns = [...new Set(events.map(({ supervisionStep }) => supervisionStep))];
  const targetX = MARGIN + wide(input.columns);
  const givenEnd = target === undefined ? targetX : targetX + wide(target.columns);
  const longestRow = Math.max(...rows.map(({ name }) => captionWidth(name)));
  const longestName = Math.max(...measuredNames(events).map((name) => captionWidth(name)));
  const stripX = Math.max(givenEnd + 2 * GAP + longestRow, MARGIN + longestName) + GAP;
  const bottom = Math.max(
    (rows.at(-1)?.y ?? TOP) + high(most),
    ...boardsOf(frames).map(({ rows: own }) => TOP + high(own)),
  );
  const numbersLine = bottom + CAP_HEIGHT + 8;
  return {
    scale,
    columns,
    rows,
    targetX,
    stripX,
    columnWidth: wide(widest),
    numbersLine,
    width: MARGIN + innerWidth(frames, stripX + columns.length * wide(widest) - GAP - MARGIN) + MARGIN,
    height: numbersLine + (measuredNames(events).length - 1) * LINE + MARGIN,
  };
}

/** In the order of the rollout, whatever the first supervision step may lack. Probes stand closer to their own answer. */
function layOutRows(events: readonly StepRecord[], rowHeight: number): Row[] {
  const order = ({ hStep, lStep, kind }: StepRecord): number[] => [hStep, lStep, kind === "probe" ? 0 : 1];
  const byName = new Map(events.map((step) => [rowName(step), step]));
  const rows = [...byName].sort(([, a], [, b]) => compare(order(a), order(b)));
  const groupGap = events.some(({ kind }) => kind === "probe") ? GAP : 0;
  return rows.map(([name, { hStep }], index) => ({ name, y: TOP + index * rowHeight + (hStep - 1) * groupGap }));
}

const rowName = (step: StepRecord): string => formatAddress(step).replace(/^\d+/, "");

/** By the first number that differs. */
function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Input or target, in the row of the first H-step. */
function given(frames: Frames, { scale }: Layout, label: string, x: number, board: Board): Item[] {
  return [
    caption(label, { x, baseline: TITLE_LINE, fill: frames.theme.quiet }),
    drawGrid(frames, board, { x: x + BORDER, y: TOP + BORDER, scale }, { border: "given", label }),
  ];
}

function heads({ theme, view }: Frames, { columns, rows, stripX, columnWidth }: Layout): Item[] {
  const above = columns.flatMap((step, column) => {
    const place = { x: stripX + column * columnWidth, baseline: TITLE_LINE };
    const head = caption(String(step), { ...place, fill: theme.ink, bold: true });
    if (step !== view.record.haltStep) return [head];
    const after = place.x + captionWidth(String(step), true) + 10;
    return [head, caption("halt", { ...place, x: after, fill: theme.quiet })];
  });
  const beside = rows.map(({ name, y }) =>
    caption(name, { x: stripX - GAP, anchor: "end", baseline: y + BORDER + CAP_HEIGHT, fill: theme.quiet }),
  );
  return [...above, ...beside];
}

function thumbnail(frames: Frames, layout: Layout, step: StepRecord, index: number): Group {
  const x = layout.stripX + layout.columns.indexOf(step.supervisionStep) * layout.columnWidth + BORDER;
  const y = (layout.rows.find(({ name }) => name === rowName(step))?.y ?? TOP) + BORDER;
  const place = { x, y, scale: layout.scale };
  const [difference, doubts] = [frames.difference(index), frames.doubts(index)];
  const label = describeStep(step);
  return drawGrid(frames, frames.board(index), place, { border: step.kind, label, difference, doubts });
}

/** Of the last event of each column, in lines under the strip. */
function numbers({ events, theme }: Frames, { columns, stripX, columnWidth, numbersLine }: Layout): Item[] {
  const names = measuredNames(events).map((name, line) =>
    caption(name, { x: stripX - GAP, anchor: "end", baseline: numbersLine + line * LINE, fill: theme.quiet }),
  );
  const values = columns.flatMap((supervisionStep, column) => {
    const last = events.findLast((step) => step.supervisionStep === supervisionStep);
    return (last === undefined ? [] : measurementsOf(last)).map(({ value }, line) =>
      caption(value ?? "–", {
        x: stripX + column * columnWidth,
        baseline: numbersLine + line * LINE,
        fill: value === null ? theme.quiet : theme.ink,
      }),
    );
  });
  return [...names, ...values];
}

/** What is known of the rollout's last event. */
function measuredNames(events: readonly StepRecord[]): string[] {
  const last = events.at(-1);
  return last === undefined ? [] : measurementsOf(last).map(({ name }) => name);
}
