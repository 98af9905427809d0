/**
 * @file The train split of a dataset directory, sampled as upstream's loader does (`puzzle_dataset.py`, `_sample_batch`, at commit
 * e7b6871): the groups in random order, of each one random puzzle, of that all examples in random order, until the batch is
 * full; the last puzzle may be cut. The random numbers are our own.
 */

import { invalid } from "../../errors.ts";
import { type PuzzleSet, readSet } from "../../formats/tasks/dataset.ts";
import { readIndices } from "../../formats/tasks/dataset-arrays.ts";
import { type DatasetMetadata, readDatasetMetadata } from "../../formats/tasks/dataset-metadata.ts";
import { readIdentifiers } from "../../formats/tasks/identifiers.ts";
import type { Folder } from "../../platform/folder.ts";
import { drawBelow, drawOrder } from "../draw.ts";
import { labelsOf } from "./batch-list.ts";
import { hashArrays } from "./hash-arrays.ts";
import type { TrainingData, TrainingRows } from "./training-data.ts";

/** A puzzle in upstream's sense: some examples under one identifier. */
interface PuzzleExamples {
  readonly identifier: number;
  readonly set: PuzzleSet;
  readonly first: number;
  readonly count: number;
}

/** Puzzles of which one is drawn at a time: a task with its augmentations. */
type Group = readonly PuzzleExamples[];

export interface SamplingOptions {
  readonly batchSize: number;
  readonly seed: number;
}

/** Reads the train split of a dataset directory. Throws a `FixpointError` for whatever is wrong with it. */
export async function datasetSplit(folder: Folder, { batchSize, seed }: SamplingOptions): Promise<TrainingData> {
  const split = await folder.folder("train");
  if (split === undefined) {
    throw invalid("data", "no folder train", { expected: "a dataset directory", where: folder.name });
  }
  const metadata = await readDatasetMetadata(split);
  const sets: Group[][] = [];
  for (const set of metadata.sets) sets.push(await readGroups(split, set, metadata));
  // Not by push(...): there may be more groups than a call takes arguments.
  const groups = sets.flat();
  const puzzles = groups.flat();
  const examples = puzzles.reduce((total, { count }) => total + count, 0);
  if (examples === 0) throw invalid("dataset", "no puzzle in it", { where: `${folder.name}/train` });

  const named = (await readIdentifiers(folder))?.length;
  const used = 1 + puzzles.reduce((most, { identifier }) => Math.max(most, identifier), 0);
  if (named !== undefined && named < used) {
    throw invalid("puzzle id", used - 1, { expected: `0 to ${named - 1}, as in identifiers.json`, where: folder.name });
  }
  const sampler = createSampler(groups, { batchSize, seed, seqLen: metadata.seqLen });
  return {
    name: folder.name,
    seqLen: metadata.seqLen,
    vocabSize: { count: metadata.vocabSize, exact: true },
    puzzleIdentifiers: { count: named ?? used, exact: named !== undefined },
    stepsPerEpoch: (groups.length * (examples / puzzles.length)) / batchSize,
    sha256: await hashGroups(groups),
    batch: sampler,
  };
}

async function readGroups(split: Folder, set: string, metadata: DatasetMetadata): Promise<Group[]> {
  const read = await readSet(split, set, metadata);
  const starts = await readIndices(split, `${set}__group_indices.npy`);
  const ascending = starts.every((start, group) => group === 0 || start > (starts[group - 1] ?? 0));
  if (starts[0] !== 0 || starts.at(-1) !== read.ids.length || !ascending) {
    throw invalid("array", "no puzzle numbers of groups", {
      expected: `ascending numbers from 0 to ${read.ids.length}`,
      where: `${split.name}/${set}__group_indices.npy`,
    });
  }
  const puzzles = read.ids.map((identifier, puzzle): PuzzleExamples => {
    const first = read.firsts[puzzle] ?? 0;
    return { identifier, set: read, first, count: (read.firsts[puzzle + 1] ?? 0) - first };
  });
  return starts.slice(1).map((end, group): Group => puzzles.slice(starts[group], end));
}

/** A position counts the groups that were drawn from, over all passes. */
function createSampler(
  groups: readonly Group[],
  { batchSize, seed, seqLen }: SamplingOptions & { readonly seqLen: number },
): TrainingData["batch"] {
  let order: { readonly pass: number; readonly groups: Int32Array } = { pass: -1, groups: new Int32Array(0) };
  const groupAt = (position: number): Group => {
    const pass = Math.floor(position / groups.length);
    if (order.pass !== pass) order = { pass, groups: drawOrder(groups.length, seed, "group order", pass) };
    return groups[order.groups[position % groups.length] as number] as Group;
  };
  return (position) => {
    const rows = {
      inputs: new Int32Array(batchSize * seqLen),
      labels: new Int32Array(batchSize * seqLen),
      identifiers: new Int32Array(batchSize),
    } satisfies TrainingRows;
    let [filled, next] = [0, position];
    while (filled < batchSize) {
      const group = groupAt(next);
      const puzzle = group[drawBelow(group.length, seed, "puzzle of a group", next, 0)] as PuzzleExamples;
      const wanted = Math.min(puzzle.count, batchSize - filled);
      for (const example of drawOrder(puzzle.count, seed, "order of examples", next, wanted)) {
        rows.inputs.set(puzzle.set.inputs.row(puzzle.first + example), filled * seqLen);
        rows.labels.set(labelsOf(puzzle.set.labels.row(puzzle.first + example)), filled * seqLen);
        rows.identifiers[filled++] = puzzle.identifier;
      }
      next++;
    }
    return { rows, next };
  };
}

async function hashGroups(groups: readonly Group[]): Promise<string> {
  const sets = [...new Set(groups.flatMap((group) => group.map(({ set }) => set)))];
  return hashArrays([
    Int32Array.from(groups, (group) => group.length),
    Int32Array.from(groups.flat().flatMap(({ identifier, count }) => [identifier, count])),
    ...sets.flatMap(({ inputs, labels }) => [inputs.tokens, labels.tokens]),
  ]);
}
