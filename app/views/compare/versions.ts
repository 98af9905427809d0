/**
 * @file The versions of a puzzle: every rollout of it in the runs that are open, undisturbed or kicked, or by another checkpoint.
 */

import { matchKey } from "../../../src/analysis/compare/match.ts";
import { sameAnswer } from "../../../src/analysis/compare/same-answer.ts";
import { titleOf } from "../../../src/render/captions.ts";
import type { RolloutRecord } from "../../../src/trace/schema.ts";
import { keepsSeed } from "../../live/interference.ts";
import type { OpenedRun } from "../../sources/opened-run.ts";
import type { RolloutReference } from "../../state/view-state.ts";

type VersionedRun = Pick<OpenedRun, "id" | "name" | "records" | "kind">;

export interface Version {
  readonly reference: RolloutReference;
  /** `undisturbed, in plain`, `noise@5:sigma=1, in kicked`, `t3_0123456789, undisturbed, in plain` */
  readonly label: string;
}

/** What was done to it: `undisturbed`, or the intervention as it was given; to a branch, what its parent had not. */
export function versionName({ intervention, parent }: Pick<RolloutRecord, "intervention" | "parent">): string {
  const specs = (intervention ?? "").split(" ").filter(Boolean);
  if (specs.length > 1 && typeof parent === "number") return `${specs.at(-1)}, of rollout ${parent}`;
  return specs.join(" ") || "undisturbed";
}

/** `seed 3` of what noise was added to; else empty. */
export const seedName = (record: RolloutRecord): string =>
  keepsSeed(record) && record.seed !== null ? `seed ${record.seed}` : "";

/** What was done to it, with the seed where only that tells it from one of the others. */
function nameAmong(record: RolloutRecord, others: readonly RolloutRecord[]): string {
  const name = versionName(record);
  const isTold = others.every((other) => versionName(other) !== name || seedName(other) === seedName(record));
  return [name, isTold ? "" : seedName(record)].filter(Boolean).join(", ");
}

const augmentationName = ({ augmentation }: RolloutRecord): string => augmentation || "not augmented";

/** What a rollout is called beside one that may be of another puzzle, or of another augmentation of it. */
export function nameBeside(record: RolloutRecord, other: RolloutRecord): string {
  const isOther = record.task !== other.task || record.testIndex !== other.testIndex;
  const augmentation = record.augmentation === other.augmentation ? "" : augmentationName(record);
  return [isOther ? titleOf(record) : "", augmentation, nameAmong(record, [other])].filter(Boolean).join(", ");
}

/** What is compared cell by cell must have been asked the same. */
export const haveSameInput = (one: RolloutRecord, other: RolloutRecord, { kind }: Pick<OpenedRun, "kind">): boolean =>
  sameAnswer(one.inputTokens, other.inputTokens, kind === "arc");

/** Of another data set of the same name the input is another. */
const isSamePuzzle = (record: RolloutRecord, wanted: RolloutRecord, run: VersionedRun): boolean =>
  record.task === wanted.task && matchKey(record) === matchKey(wanted) && haveSameInput(record, wanted, run);

/** Another augmentation or trajectory of it. */
const isVariant = (record: RolloutRecord, wanted: RolloutRecord): boolean =>
  record.task === wanted.task && record.testIndex === wanted.testIndex && matchKey(record) !== matchKey(wanted);

interface Found {
  readonly run: VersionedRun;
  readonly record: RolloutRecord;
  /** The only one of its kind in its run. */
  readonly isAlone: boolean;
}

/**
 * In the order of the runs, and in each in the order of its rollouts, its augmentations and trajectories last. `wanted` itself is among
 * them where its run is.
 */
export function versionsOf(runs: Iterable<VersionedRun>, wanted: RolloutRecord): readonly Version[] {
  const all = [...runs];
  const isAugmented = all.some(({ records }) =>
    records.some((record) => isVariant(record, wanted) && record.augmentation !== wanted.augmentation),
  );
  const found = (isOne: (record: RolloutRecord, run: VersionedRun) => boolean): readonly Found[] =>
    all.flatMap((run) => {
      const same = run.records.filter((record) => isOne(record, run));
      return same.map((record) => ({ run, record, isAlone: same.length === 1 }));
    });
  const both = [
    ...found((record, run) => isSamePuzzle(record, wanted, run)),
    ...found((record) => isVariant(record, wanted)),
  ];
  const records = both.map(({ record }) => record);
  return both.map(({ run, record, isAlone }) => ({
    reference: { run: run.id, rollout: record.rollout },
    label: [
      isAugmented ? augmentationName(record) : "",
      nameAmong(record, records),
      `in ${run.name}`,
      isAlone ? "" : `rollout ${record.rollout}`,
    ]
      .filter(Boolean)
      .join(", "),
  }));
}

/** The rollout of a run that is of this puzzle; the first, where a run has branches. */
export function sameInRun(run: VersionedRun, wanted: RolloutRecord): RolloutReference | undefined {
  const found = run.records.find((record) => isSamePuzzle(record, wanted, run));
  return found && { run: run.id, rollout: found.rollout };
}

/** As the value of an option. */
export const referenceKey = ({ run, rollout }: RolloutReference): string => `${rollout}@${run}`;
