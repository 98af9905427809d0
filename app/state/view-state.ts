/**
 * @file What is on screen, as plain data: a link is its encoding, and opening the link shows the same again. What only lasts as
 * long as the pointer stays (hover) is not here; neither is what was read (see `session/`).
 */

import type { DifferenceMode } from "../../src/render/differences.ts";
import type { DoubtMode } from "../../src/render/doubt.ts";
import type { PaletteName } from "../../src/render/palettes.ts";
import type { LiveLink } from "./live-link.ts";

export const VIEWS = ["gallery", "puzzle", "compare", "live"] as const;
export type ViewName = (typeof VIEWS)[number];

export const SORT_KEYS = ["order", "task", "verdict", "halt", "movement", "solved"] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** A rollout of a run. */
export interface RolloutReference {
  readonly run: string;
  readonly rollout: number;
}

export interface ViewState {
  /** What the sender of a link calls it; empty for none. */
  readonly title: string;
  /** URLs of runs that were opened besides those the page was given. */
  readonly sources: readonly string[];
  /** Id of the run on screen, see `sources/source.ts`; null before one is chosen. */
  readonly run: string | null;
  readonly view: ViewName;
  readonly rollout: number | null;
  /** What the rollout on screen is, where it was run live: another page runs it again. */
  readonly live: LiveLink | null;
  /** Address of an event (`5.2.3`); null is the end of the rollout. */
  readonly cursor: string | null;
  /** What the rollout is compared with. */
  readonly pin: RolloutReference | null;
  /** Id of the run that the whole run is compared with. */
  readonly against: string | null;
  /** What changed against it, that the gallery shows: `gained`, `cycle>solved`; empty for all. */
  readonly changes: readonly string[];
  readonly difference: DifferenceMode;
  readonly doubt: DoubtMode;
  readonly digits: boolean;
  readonly lines: boolean;
  readonly uncropped: boolean;
  readonly palette: PaletteName;
  readonly theme: ThemeChoice;
  /** Supervision steps whose probes the filmstrip shows. */
  readonly expanded: readonly number[];
  /** Cell of the canvas that the inspector shows; null for that under the pointer. */
  readonly cell: number | null;
  readonly search: string;
  /** Verdicts that the gallery shows; empty for all. */
  readonly verdicts: readonly string[];
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Those of the failure modes that were moved, by name. */
  readonly thresholds: Readonly<Record<string, number>>;
}

export const INITIAL_STATE: ViewState = {
  title: "",
  sources: [],
  run: null,
  view: "gallery",
  rollout: null,
  live: null,
  cursor: null,
  pin: null,
  against: null,
  changes: [],
  difference: "none",
  doubt: "off",
  digits: false,
  lines: true,
  uncropped: false,
  palette: "arc",
  theme: "system",
  expanded: [],
  cell: null,
  search: "",
  verdicts: [],
  sort: "order",
  descending: false,
  thresholds: {},
};
