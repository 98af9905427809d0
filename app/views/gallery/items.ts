/**
 * @file What the gallery shows: a run's rollouts with their verdicts, filtered and in order.
 */

import { classify } from "../../../src/analysis/modes/classify.ts";
import type { Measurements } from "../../../src/analysis/modes/measure.ts";
import { DEFAULT_THRESHOLDS, THRESHOLDS, type Thresholds } from "../../../src/analysis/modes/thresholds.ts";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import { VERDICTS, type Verdict } from "../../state/verdict.ts";
import type { SortKey } from "../../state/view-state.ts";

/** In a word or two, for people. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  solved: "solved",
  solved_then_lost: "then lost",
  wrong_fixed_point_flagged: "wrong, flagged",
  wrong_fixed_point_confident: "wrong, confident",
  cycle: "cycle",
  wandering: "wandering",
  unsettled: "unsettled",
  not_solved: "not solved",
  unknown: "no target",
};

export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  solved: "the last answer is the target",
  solved_then_lost: "it had the target, and its last answer is another one",
  wrong_fixed_point_flagged: "settled on a wrong answer, and the halting head does not believe it",
  wrong_fixed_point_confident: "settled on a wrong answer, and the halting head believes it",
  cycle: "the state comes back to where it was, again and again",
  wandering: "still moving far at the end",
  unsettled: "not at rest at the end, and moving little",
  not_solved: "the last answer is not the target; not measured yet",
  unknown: "there is no target to judge by",
};

export interface GalleryItem {
  readonly record: RolloutRecord;
  readonly verdict: Verdict;
}

/** Those of a link that this version knows, within their bounds, over those that hold without: the run's own, or the defaults. */
export function thresholdsOf(
  moved: Readonly<Record<string, number>>,
  unmoved: Thresholds = DEFAULT_THRESHOLDS,
): Thresholds {
  const thresholds: Record<keyof Thresholds, number> = { ...unmoved };
  for (const { name, key, least, most } of THRESHOLDS) {
    const value = Object.hasOwn(moved, key) ? moved[key] : undefined;
    if (value !== undefined) thresholds[name] = Math.max(least, Math.min(most, value));
  }
  return thresholds;
}

export function verdictOf(record: RolloutRecord, measured: Measurements | undefined, thresholds: Thresholds): Verdict {
  if (measured !== undefined) return classify(measured, thresholds).mode;
  if (record.solved === null) return "unknown";
  if (record.solved) return "solved";
  return record.firstSolved === null ? "not_solved" : "solved_then_lost";
}

const latest = new WeakMap<RolloutRecord, GalleryItem>();

/** The same item as long as the verdict is: whatever shows it has nothing to do anew. */
function itemOf(record: RolloutRecord, verdict: Verdict): GalleryItem {
  const known = latest.get(record);
  if (known?.verdict === verdict) return known;
  const item = { record, verdict };
  latest.set(record, item);
  return item;
}

export function itemsOf(
  records: readonly RolloutRecord[],
  measurements: readonly Measurements[],
  thresholds: Thresholds,
): readonly GalleryItem[] {
  return records.map((record, at) => itemOf(record, verdictOf(record, measurements[at], thresholds)));
}

/** How many of each verdict, in the order of `VERDICTS`, without those that do not occur. */
export function countsOf(
  items: readonly GalleryItem[],
): readonly { readonly verdict: Verdict; readonly count: number }[] {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of items) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return VERDICTS.flatMap((verdict) => {
    const count = counts.get(verdict);
    return count === undefined ? [] : [{ verdict, count }];
  });
}

/** The gallery in a sentence: `21 rollouts: 6 solved; 3 wrong, flagged; 12 cycle. All are shown.` */
export function galleryWords(counts: ReturnType<typeof countsOf>, shown: number): string {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const verdicts = counts.map(({ verdict, count }) => `${count} ${VERDICT_WORDS[verdict]}`).join("; ");
  return `${all} rollouts: ${verdicts}. ${shown === all ? "All are shown" : `Shown: ${shown}`}.`;
}

export interface Selection {
  readonly search: string;
  readonly verdicts: readonly string[];
  readonly sort: SortKey;
  readonly descending: boolean;
}

/** `noted` is what a person wrote about a rollout, in which is searched too. */
export function selectItems(
  items: readonly GalleryItem[],
  selection: Selection,
  noted: (record: RolloutRecord) => string = () => "",
): readonly GalleryItem[] {
  const { verdicts, sort, descending } = selection;
  const words = selection.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(
    (item) => (verdicts.length === 0 || verdicts.includes(item.verdict)) && matches(item, words, noted),
  );
  if (sort === "order") return descending ? found.reverse() : found;
  const keyed = found.map((item) => ({ item, key: sortKey(item, sort) }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, descending));
  return keyed.map(({ item }) => item);
}

/** Every word is somewhere in what is written about the rollout. */
function matches(
  { record, verdict }: GalleryItem,
  words: readonly string[],
  noted: (record: RolloutRecord) => string,
): boolean {
  if (words.length === 0) return true;
  const { task, testIndex, augmentation, intervention, rollout } = record;
  const said = [`${task}#${testIndex}`, `rollout ${rollout}`, augmentation, intervention ?? "", VERDICT_WORDS[verdict]];
  const written = [...said, noted(record)].join(" ").toLowerCase();
  return words.every((word) => written.includes(word));
}

function sortKey({ record, verdict }: GalleryItem, sort: SortKey): string | number | null {
  switch (sort) {
    case "task":
      return record.task;
    case "verdict":
      return VERDICTS.indexOf(verdict);
    case "halt":
      return record.finalQHaltLogit;
    case "movement":
      return record.hCosDistCurve?.at(-1) ?? null;
    case "solved":
      return record.firstSolved;
    case "order":
      return record.rollout;
  }
}

/** What has no key comes last, in either direction. */
function compareKeys(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = a < b ? -1 : a > b ? 1 : 0;
  return descending ? -order : order;
}
