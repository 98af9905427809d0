/**
 * @file The wall of thumbnails, of which only those in sight are in the page: where each stands, and which are in sight.
 */

/** CSS pixels. */
export const TILE = { width: 88, height: 128, picture: 72, spark: 14, gap: 8 } as const;
/** In the browser's timeline, once all thumbnails in sight are drawn for the first time. */
export const DRAWN_MARK = "fixpoint.gallery";

/** Rows above and below what is in sight, so that scrolling finds them drawn. */
const MARGIN_ROWS = 2;

export interface Wall {
  readonly columns: number;
  readonly rows: number;
  readonly height: number;
}

export function wallOf(count: number, width: number): Wall {
  const columns = Math.max(1, Math.floor((width + TILE.gap) / (TILE.width + TILE.gap)));
  const rows = Math.ceil(count / columns);
  return { columns, rows, height: Math.max(0, rows * (TILE.height + TILE.gap) - TILE.gap) };
}

/** Items `from` to `to`, exclusive, that are in sight or nearly. `top` is how far the wall is scrolled. */
export function inSight(
  { columns, rows }: Wall,
  count: number,
  top: number,
  height: number,
): { readonly from: number; readonly to: number } {
  const stride = TILE.height + TILE.gap;
  const first = Math.max(0, Math.floor(top / stride) - MARGIN_ROWS);
  const last = Math.min(rows, Math.ceil((top + height) / stride) + MARGIN_ROWS);
  return { from: Math.min(count, first * columns), to: Math.min(count, Math.max(first, last) * columns) };
}

export function placeOf({ columns }: Wall, at: number): { readonly x: number; readonly y: number } {
  return { x: (at % columns) * (TILE.width + TILE.gap), y: Math.floor(at / columns) * (TILE.height + TILE.gap) };
}

/** Where an arrow key takes the focus; undefined for any other key. */
export function focusAfter(key: string, at: number, count: number, { columns }: Wall): number | undefined {
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined || to < 0 || to >= count ? undefined : to;
}
