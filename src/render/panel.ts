/**
 * @file The parts that all pictures are put together from: a grid with its border, a line of writing.
 */

import type { Board, Difference } from "./board.ts";
import { dashedBorder, solidBorder } from "./border.ts";
import { remarkOf, titleOf } from "./captions.ts";
import { type Doubts, doubtMarks } from "./doubt-marks.ts";
import { type BoardPlace, boxOfBoard, drawBoard } from "./draw-board.ts";
import { shortened } from "./font.ts";
import type { Frames } from "./frames.ts";
import { CAP_HEIGHT, caption, captionWidth, LINE, MARGIN, TEXT_SIZE } from "./lettering.ts";
import { outline } from "./outline.ts";
import { type Group, type Item, rect, type Text } from "./scene.ts";

/** Around an answer's grid; its slot leaves room for it. */
export const BORDER = 2;

/** The baseline of what stands over the grids. */
export const TITLE_LINE = MARGIN + CAP_HEIGHT + LINE + 44;

/** A longer heading is cut off, unless the grids are wider. */
const MOST_HEADING = 640;

export type BorderKind = "answer" | "probe" | "given";

/** What goes with a grid. */
export interface GridMarks {
  readonly border: BorderKind;
  readonly label: string;
  readonly difference?: Difference | undefined;
  readonly doubts?: Doubts | undefined;
}

/** A grid, its corner at `place`, bordered and marked, as a group of its own. */
export function drawGrid(
  { notation, theme }: Pick<Frames, "notation" | "theme">,
  board: Board,
  place: BoardPlace,
  { border, label, difference, doubts }: GridMarks,
): Group {
  const items: Item[] = [...drawBoard(board, place, { notation, theme })];
  // What has no cell has a border around nothing, as large as one.
  const box = boxOfBoard({ rows: Math.max(1, board.rows), columns: Math.max(1, board.columns) }, place);
  if (border === "answer") items.push(...solidBorder(box, BORDER, theme.border));
  if (border === "probe") items.push(...dashedBorder(box, BORDER, theme.border));
  if (border === "given") items.push(...solidBorder(box, 1, theme.hairline));
  if (difference !== undefined) items.push(...outline(difference, board, place, theme));
  if (doubts !== undefined) items.push(...doubtMarks(doubts, board, place, theme));
  return { type: "group", label, items };
}

/** Between what stands in one line. */
const APART = 24;

/** Which rollout this is, in two lines, and beside its title what is marked in the grids. */
export function heading({ view, theme, legend }: Frames, width: number): Text[] {
  const lettering = { size: TEXT_SIZE, bold: false };
  const place = { x: MARGIN, baseline: MARGIN + CAP_HEIGHT };
  const title = shortened(titleOf(view.record), width, { ...lettering, bold: true });
  const remark = shortened(remarkOf(view.record), width, lettering);
  const before = captionWidth(title, true) + APART;
  const marks = shortened(legend, width - before, lettering);
  return [
    caption(title, { ...place, fill: theme.ink, bold: true }),
    ...(marks === "" ? [] : [caption(marks, { ...place, x: MARGIN + before, fill: theme.quiet })]),
    caption(remark, { ...place, baseline: place.baseline + LINE, fill: theme.quiet }),
  ];
}

/** Pixels between the margins: `grids`, or more where the heading needs them. */
export function innerWidth({ view: { record }, legend }: Frames, grids: number): number {
  const first = captionWidth(titleOf(record), true) + (legend === "" ? 0 : APART + captionWidth(legend));
  const wanted = Math.max(first, captionWidth(remarkOf(record)));
  return Math.max(grids, Math.min(wanted, MOST_HEADING));
}

/** Where the cursor stands in the rollout: one tick per event, those up to it filled in. */
export function progressLine(frames: Frames, index: number, x: number, y: number, width: number): Item[] {
  const { events, theme } = frames;
  const at = (event: number): number => x + Math.round((event * width) / events.length);
  const items: Item[] = [rect(x, y + 4, width, 2, theme.hairline), rect(x, y + 4, at(index + 1) - x, 2, theme.ink)];
  const starts = events.flatMap(({ supervisionStep }, event) =>
    supervisionStep === events[event - 1]?.supervisionStep ? [] : [event],
  );
  items.push(...starts.slice(1).map((event) => rect(at(event), y, 2, 6, event <= index ? theme.ink : theme.hairline)));
  return [...items, rect(at(index), y, Math.max(4, at(index + 1) - at(index)), 10, theme.accent)];
}
