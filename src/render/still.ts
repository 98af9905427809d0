/**
 * @file One event of a rollout: the input, what the model answers, the target, and the numbers of the event. What `render --at`
 * draws, and each frame of an animation.
 */

import type { StepRecord } from "../trace/schema.ts";
import type { Beside } from "./beside.ts";
import type { Board, Difference } from "./board.ts";
import { addressOf, describeStep, measurementsOf, sizeOf, titleOf } from "./captions.ts";
import type { Doubts } from "./doubt-marks.ts";
import { extent } from "./draw-board.ts";
import { shortened } from "./font.ts";
import type { Frames } from "./frames.ts";
import { CAP_HEIGHT, caption, LINE, MARGIN, TEXT_SIZE } from "./lettering.ts";
import { chooseScale, type Notation } from "./notation/notation.ts";
import { BORDER, type BorderKind, drawGrid, heading, innerWidth, progressLine, TITLE_LINE } from "./panel.ts";
import type { RolloutView } from "./rollout-view.ts";
import type { Item, Scene } from "./scene.ts";

/** Between the panels. */
const GAP = 36;
/** Room for a title and the size of a grid, and for a name and a number. */
const LEAST_PANEL = 204;
/** The same with `pinned` before the title. */
const LEAST_REMARKED = 300;
/** Further apart, a name and its number would not be read together. */
const MOST_LINE = 400;

const TOP = TITLE_LINE + 12 + BORDER;

export interface StillOptions {
  /** Pixels per cell. */
  readonly scale: number | undefined;
  /** Pixels that the largest grid is to be wide, where no scale is asked for. */
  readonly pixels: number;
  /** Show where in the rollout the event is. */
  readonly progress: boolean;
}

interface Panel {
  readonly title: string;
  readonly label: string;
  readonly board: Board;
  readonly border: BorderKind;
  /** Columns that it must have room for. */
  readonly columns: number;
  readonly difference?: Difference | undefined;
  readonly doubts?: Doubts | undefined;
  /** Under it. */
  readonly remark?: string;
  /** What its cells mean, where that is another than of the rollout that is drawn. */
  readonly notation?: Notation;
}

/** Event `index` of the frames. The stills of all events are of one size. */
export function stillScene(frames: Frames, index: number, options: StillOptions): Scene {
  const { view, theme, input, target, pinned } = frames;
  const step = frames.events[index];
  if (step === undefined) throw new Error(`event ${index} of ${frames.events.length}`);
  const now: Panel = {
    title: addressOf(step),
    label: describeStep(step),
    board: frames.board(index),
    border: step.kind,
    columns: frames.columns,
    difference: frames.difference(index),
    doubts: frames.doubts(index),
  };
  const panels = [
    given("input", input),
    now,
    ...(pinned === undefined ? [] : [beside(frames, pinned, index)]),
    ...(target === undefined ? [] : [given("target", target)]),
  ];

  const rows = Math.max(frames.rows, input.rows, target?.rows ?? 0);
  const cells = Math.max(rows, ...panels.map(({ columns }) => columns));
  const scale = chooseScale(options.scale, { ...options, cells, most: 48, least: frames.leastScale });
  const widthOf = ({ columns, remark }: Panel): number =>
    Math.max(extent(columns, scale) + 2 * BORDER, remark === undefined ? LEAST_PANEL : LEAST_REMARKED);
  const bottom = TOP + extent(rows, scale) + BORDER;
  const progressTop = bottom + 4 * LINE;

  const items: Item[] = [];
  let x = MARGIN;
  for (const panel of panels) {
    items.push(...drawPanel(frames, panel, { x, width: widthOf(panel), scale }));
    if (panel === now) items.push(...numbers(frames, step, x, bottom, Math.min(widthOf(now), MOST_LINE)));
    if (panel.remark !== undefined) items.push(remarkUnder(frames, panel.remark, x, bottom, widthOf(panel)));
    x += widthOf(panel) + GAP;
  }
  const inner = innerWidth(frames, x - GAP - MARGIN);
  if (options.progress) items.push(...progressLine(frames, index, MARGIN, progressTop, inner));
  return {
    width: MARGIN + inner + MARGIN,
    height: (options.progress ? progressTop + 10 : bottom + 3 * LINE + 8) + MARGIN,
    ground: theme.ground,
    label: `${titleOf(view.record)}, ${describeStep(step)}`,
    items: [...heading(frames, inner), ...items],
  };
}

/** What of the pinned rollout stands beside the event. */
function beside({ view, columns }: Frames, pinned: Beside, index: number): Panel {
  const step = pinned.step(index);
  return {
    title: `pinned ${addressOf(step)}`,
    label: `pinned, ${describeStep(step)}`,
    board: pinned.board(index),
    border: step.kind,
    columns,
    difference: pinned.difference(index),
    doubts: pinned.doubts(index),
    remark: pinnedName(pinned, view),
    notation: pinned.canvas.notation,
  };
}

/** What tells it from the one that is drawn: its run, where that is another, and what was done to it. */
function pinnedName({ view: { run, record } }: Beside, { run: own }: RolloutView): string {
  const { rollout, augmentation, intervention } = record;
  const place = run === own ? "" : `in ${run}`;
  return [`rollout ${rollout}`, place, augmentation, intervention ?? ""].filter(Boolean).join(", ");
}

function given(title: string, board: Board): Panel {
  return { title, label: title, board, border: "given", columns: board.columns };
}

function drawPanel(frames: Frames, panel: Panel, place: { x: number; width: number; scale: number }): Item[] {
  const { theme } = frames;
  const { title, board, notation = frames.notation } = panel;
  const { x, width, scale } = place;
  const size = { x: x + Math.min(width, MOST_LINE), anchor: "end", baseline: TITLE_LINE, fill: theme.quiet } as const;
  return [
    caption(title, { x, baseline: TITLE_LINE, fill: theme.ink, bold: panel.border !== "given" }),
    ...(notation.crops ? [caption(sizeOf(board), size)] : []),
    drawGrid({ theme, notation }, board, { x: x + BORDER, y: TOP, scale }, panel),
  ];
}

function remarkUnder({ theme }: Frames, remark: string, x: number, top: number, width: number): Item {
  const content = shortened(remark, width, { size: TEXT_SIZE, bold: false });
  return caption(content, { x, baseline: top + 12 + CAP_HEIGHT, fill: theme.quiet });
}

/** Names on the left, numbers under each other on the right. */
function numbers({ theme }: Frames, step: StepRecord, x: number, top: number, width: number): Item[] {
  const known = measurementsOf(step).flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  return known.flatMap(({ name, value }, line) => {
    const baseline = top + 12 + CAP_HEIGHT + line * LINE;
    return [
      caption(name, { x, baseline, fill: theme.quiet }),
      caption(value, { x: x + width, anchor: "end", baseline, fill: theme.ink }),
    ];
  });
}
