/**
 * @file The versions of a puzzle: every rollout of it in the runs that are open, undisturbed or kicked, or by another checkpoint.
 */

import { matchKey } from "../../../src/analysis/compare/match.ts";
import { sameAnswer } from "../../../src/analysis/compare/same-answer.ts";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import type { OpenedRun } from "../../sources/opened-run.ts";
import type { RolloutReference } from "../../state/view-state.ts";

type VersionedRun = Pick<OpenedRun, "id" | "name" | "records" | "kind">;

export interface Version {
  readonly reference: RolloutReference;
  /** `undisturbed, in plain`, `noise@5:sigma=1, in kicked` */
  readonly label: string;
}

/** What was done to it: `undisturbed`, or the intervention as it was given. */
export function versionName({ intervention }: Pick<RolloutRecord, "intervention">): string {
  return intervention || "undisturbed";
}

/** Of another data set of the same name the input is another. */
const isSamePuzzle = (record: RolloutRecord, wanted: RolloutRecord, { kind }: VersionedRun): boolean =>
  record.task === wanted.task &&
  matchKey(record) === matchKey(wanted) &&
  sameAnswer(record.inputTokens, wanted.inputTokens, kind === "arc");

/** In the order of the runs, and in each in the order of its rollouts. `wanted` itself is among them where its run is. */
export function versionsOf(runs: Iterable<VersionedRun>, wanted: RolloutRecord): readonly Version[] {
  return [...runs].flatMap((run) => {
    const { id, name, records } = run;
    const same = records.filter((record) => isSamePuzzle(record, wanted, run));
    return same.map((record) => ({
      reference: { run: id, rollout: record.rollout },
      label: `${versionName(record)}, in ${name}${same.length > 1 ? `, rollout ${record.rollout}` : ""}`,
    }));
  });
}

/** The rollout of a run that is of this puzzle; the first, where a run has branches. */
export function sameInRun(run: VersionedRun, wanted: RolloutRecord): RolloutReference | undefined {
  const found = run.records.find((record) => isSamePuzzle(record, wanted, run));
  return found && { run: run.id, rollout: found.rollout };
}

/** As the value of an option. */
export const referenceKey = ({ run, rollout }: RolloutReference): string => `${rollout}@${run}`;
