/**
 * @file The link of a view: `#v=1&run=…&view=puzzle&rollout=12&at=5.2.3`. What is as it is at first is left out. To make a new
 * part of the state shareable, add its codec to `FIELDS`; the compiler asks for it.
 */

import { DIFFERENCES } from "../../src/render/differences.ts";
import { DOUBT_MODES, type DoubtMode } from "../../src/render/doubt.ts";
import { PALETTE_NAMES } from "../../src/render/palettes.ts";
import { liveLink } from "./live-link.ts";
import { type Codec, count, decimal, flag, list, matching, oneOf, orNull, record, text } from "./url-fields.ts";
import { VERDICTS } from "./verdict.ts";
import { INITIAL_STATE, type RolloutReference, SORT_KEYS, THEME_CHOICES, VIEWS, type ViewState } from "./view-state.ts";

/** Goes up when an older page would misread a link. */
export const LINK_VERSION = 1;

const address = matching(/^[1-9]\d{0,8}(\.[1-9]\d{0,8}){0,2}$/, "an address such as 5.2.3");

/** `12@runs/kicked/` */
const reference: Codec<RolloutReference> = {
  format: ({ run, rollout }) => `${rollout}@${run}`,
  parse(value) {
    const [, rollout, run] = /^(\d{1,9})@(.+)$/s.exec(value) ?? [];
    return run === undefined ? undefined : { run, rollout: Number(rollout) };
  },
  expected: "rollout@run",
};

const doubtWords = oneOf(DOUBT_MODES);

/** `on` is what links said while there was one measure only. */
const doubt: Codec<DoubtMode> = {
  format: (mode) => (mode === "probability" ? "on" : mode),
  parse: (value) => (value === "on" ? "probability" : doubtWords.parse(value)),
  expected: doubtWords.expected,
};

type Fields = { readonly [Key in keyof ViewState]: { readonly key: string; readonly codec: Codec<ViewState[Key]> } };

const FIELDS: Fields = {
  title: { key: "title", codec: text },
  sources: { key: "open", codec: list(text) },
  run: { key: "run", codec: orNull(text) },
  view: { key: "view", codec: oneOf(VIEWS) },
  rollout: { key: "rollout", codec: orNull(count) },
  live: { key: "live", codec: orNull(liveLink) },
  cursor: { key: "at", codec: orNull(address) },
  pin: { key: "pin", codec: orNull(reference) },
  against: { key: "against", codec: orNull(text) },
  changes: { key: "changes", codec: list(text) },
  difference: { key: "diff", codec: oneOf(DIFFERENCES) },
  doubt: { key: "confidence", codec: doubt },
  digits: { key: "digits", codec: flag },
  lines: { key: "lines", codec: flag },
  uncropped: { key: "uncropped", codec: flag },
  palette: { key: "palette", codec: oneOf(PALETTE_NAMES) },
  theme: { key: "theme", codec: oneOf(THEME_CHOICES) },
  expanded: { key: "probes", codec: list(count) },
  cell: { key: "cell", codec: orNull(count) },
  search: { key: "search", codec: text },
  verdicts: { key: "verdicts", codec: list(oneOf<string>(VERDICTS)) },
  sort: { key: "sort", codec: oneOf(SORT_KEYS) },
  descending: { key: "descending", codec: flag },
  thresholds: { key: "thresholds", codec: record(decimal) },
};

const NAMES = Object.keys(FIELDS) as (keyof ViewState)[];

function written<Name extends keyof ViewState>(name: Name, state: ViewState): string {
  return FIELDS[name].codec.format(state[name]);
}

/** The fragment, with its `#`. */
export function formatLink(state: ViewState): string {
  const parameters = new URLSearchParams({ v: String(LINK_VERSION) });
  for (const name of NAMES) {
    const value = written(name, state);
    if (value !== written(name, INITIAL_STATE)) parameters.set(FIELDS[name].key, value);
  }
  // What a fragment may hold as it is stays readable.
  return `#${parameters.toString().replace(/%(2F|3A|40|2C)/g, decodeURIComponent)}`;
}

export interface ReadLink {
  readonly state: ViewState;
  /** What of the link was not understood and is passed over, a sentence each. */
  readonly notes: readonly string[];
}

/** Reads a fragment, with or without its `#`. Never throws: what it cannot read is as it is at first. */
export function parseLink(fragment: string): ReadLink {
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const notes: string[] = [];
  const version = parameters.get("v");
  if (version !== null && version !== String(LINK_VERSION)) {
    notes.push(
      `the link is of version ${short(version)}, this page reads version ${LINK_VERSION}: parts may be missing`,
    );
  }
  const known = new Map(NAMES.map((name) => [FIELDS[name].key, name]));
  const read: Record<string, unknown> = {};
  for (const [key, value] of parameters) {
    if (key === "v") continue;
    const name = known.get(key);
    if (name === undefined) {
      notes.push(`the link has a part that this page does not know: ${short(key)}`);
      continue;
    }
    const { codec } = FIELDS[name];
    const parsed = codec.parse(value);
    if (parsed === undefined) notes.push(`invalid ${key} in the link: ${short(value)} (expected ${codec.expected})`);
    else read[name] = parsed;
  }
  return { state: { ...INITIAL_STATE, ...read }, notes };
}

const short = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value);
