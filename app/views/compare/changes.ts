/**
 * @file What changed between two runs, puzzle by puzzle: gained, lost, the same; and which failure mode became which.
 */

import { inputHash } from "../../../src/analysis/compare/input-hash.ts";
import { matchKey, matchPuzzles } from "../../../src/analysis/compare/match.ts";
import { sameAnswer } from "../../../src/analysis/compare/same-answer.ts";
import { mcnemarExact } from "../../../src/analysis/statistics/proportion.ts";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import { VERDICTS, type Verdict } from "../../state/verdict.ts";
import type { GalleryItem } from "../gallery/items.ts";

export const CHANGES = ["gained", "lost", "solved", "same-wrong", "other-wrong", "unjudged"] as const;
export type Change = (typeof CHANGES)[number];

export const CHANGE_WORDS: Readonly<Record<Change, string>> = {
  gained: "gained",
  lost: "lost",
  solved: "solved in both",
  "same-wrong": "the same wrong answer",
  "other-wrong": "another wrong answer",
  unjudged: "no target",
};

/** A puzzle that both runs have. */
export interface ChangedPuzzle {
  /** Rollout of the first run. */
  readonly rollout: number;
  readonly change: Change;
  readonly first: Verdict;
  readonly second: Verdict;
}

export interface RunChanges {
  readonly puzzles: readonly ChangedPuzzle[];
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

export function changesOf(first: readonly GalleryItem[], second: readonly GalleryItem[], isTask: boolean): RunChanges {
  const { pairs, onlyFirst, onlySecond } = matchPuzzles(first, second, ({ record }: GalleryItem) => ({
    name: matchKey(record),
    input: inputHash(record.inputTokens, isTask),
    trajectory: record.trajectory,
  }));
  const puzzles = pairs.map(([one, other]) => ({
    rollout: one.record.rollout,
    change: changeOf(one.record, other.record, isTask),
    first: one.verdict,
    second: other.verdict,
  }));
  return { puzzles, onlyFirst: onlyFirst.length, onlySecond: onlySecond.length };
}

function changeOf(first: RolloutRecord, second: RolloutRecord, isTask: boolean): Change {
  if (first.solved === null || second.solved === null) return "unjudged";
  if (second.solved) return first.solved ? "solved" : "gained";
  if (first.solved) return "lost";
  return sameAnswer(first.answerTokens, second.answerTokens, isTask) ? "same-wrong" : "other-wrong";
}

/** What a filter lets through: `gained`, or `cycle>solved` for one failure mode that became another. */
export function matchesChange({ change, first, second }: ChangedPuzzle, filter: string): boolean {
  return filter === change || filter === `${first}>${second}`;
}

export const transition = (first: Verdict, second: Verdict): string => `${first}>${second}`;

/** For people: `gained`, `cycle, then solved`. */
export function changeWords(filter: string, words: Readonly<Record<string, string>>): string {
  const [first, second] = filter.split(">");
  if (second === undefined) return (CHANGE_WORDS as Readonly<Record<string, string>>)[filter] ?? filter;
  return `${words[first ?? ""] ?? first} → ${words[second] ?? second}`;
}

export interface ChangeCounts {
  readonly changes: readonly { readonly change: Change; readonly count: number }[];
  /** McNemar's exact test of gained against lost. */
  readonly pValue: number;
}

export function countChanges(puzzles: readonly ChangedPuzzle[]): ChangeCounts {
  const count = (change: Change): number => puzzles.filter((puzzle) => puzzle.change === change).length;
  return {
    changes: CHANGES.map((change) => ({ change, count: count(change) })).filter(
      ({ change, count }) => change !== "unjudged" || count > 0,
    ),
    pValue: mcnemarExact(count("gained"), count("lost")),
  };
}

export interface TransitionTable {
  /** Failure modes of the second run that occur. */
  readonly columns: readonly Verdict[];
  /** By column. */
  readonly totals: readonly number[];
  readonly rows: readonly {
    readonly verdict: Verdict;
    readonly total: number;
    /** By column. */
    readonly counts: readonly number[];
  }[];
}

/** A row for each failure mode of the first run that occurs. */
export function transitionTable(puzzles: readonly ChangedPuzzle[]): TransitionTable {
  const occurs = (of: "first" | "second") => VERDICTS.filter((verdict) => puzzles.some((one) => one[of] === verdict));
  const columns = occurs("second");
  const rows = occurs("first").map((verdict) => {
    const inRow = puzzles.filter(({ first }) => first === verdict);
    const counts = columns.map((column) => inRow.filter(({ second }) => second === column).length);
    return { verdict, total: inRow.length, counts };
  });
  const totals = columns.map((column) => puzzles.filter(({ second }) => second === column).length);
  return { columns, totals, rows };
}
