/**
 * @file A dataset directory as upstream's builders write it: `identifiers.json`, and per split `dataset.json` and the arrays
 * `<set>__inputs`, `__labels` [examples, seq_len], `__puzzle_identifiers` [puzzles], `__puzzle_indices` [puzzles + 1].
 */

import { augmentedName } from "../../arc/augment.ts";
import { cropTokens } from "../../arc/crop.ts";
import type { Grid, Puzzle, Task } from "../../arc/puzzle.ts";
import { ARC_VOCABULARY } from "../../arc/tokens.ts";
import { invalid } from "../../errors.ts";
import type { Folder } from "../../platform/folder.ts";
import { parseTaskMap } from "./challenges.ts";
import { readIndices, readInputs, readLabels } from "./dataset-arrays.ts";
import { type DatasetMetadata, readDatasetMetadata } from "./dataset-metadata.ts";
import { puzzleName } from "./dataset-names.ts";
import { readIdentifiers } from "./identifiers.ts";
import { readJsonIn } from "./json-file.ts";
import { labelsOrNone } from "./labels.ts";
import type { TokenSet } from "./task-set.ts";

/**
 * Reads a split, up to `maxPuzzles` examples of it. Each becomes a puzzle; those of one puzzle in upstream's sense (one
 * identifier, several tests) are its test indices 0, 1, ….
 */
export async function readDataset(folder: Folder, split: Folder, maxPuzzles: number): Promise<TokenSet> {
  const metadata = await readDatasetMetadata(split);
  const identifiers = await readIdentifiers(folder);
  const puzzles: Puzzle[] = [];
  const testsOf = new Map<string, number>();
  let puzzleIndex = 0;
  for (const set of metadata.sets) {
    const { ids, firsts, inputs, labels } = await readSet(split, set, metadata);
    for (const [puzzle, id] of ids.entries()) {
      const { task, augmentation, known } = puzzleName(folder.name, identifiers, id, puzzleIndex++);
      const name = augmentedName(task, augmentation);
      for (let example = firsts[puzzle] ?? 0; example < (firsts[puzzle + 1] ?? 0); example++) {
        if (puzzles.length >= maxPuzzles) break;
        const testIndex = testsOf.get(name) ?? 0;
        testsOf.set(name, testIndex + 1);
        const targetTokens = labelsOrNone(labels.row(example));
        puzzles.push({
          task,
          testIndex,
          augmentation,
          puzzleIdentifier: id,
          inputTokens: inputs.row(example),
          targetTokens,
          targetGrid: known && metadata.vocabSize === ARC_VOCABULARY ? cropped(targetTokens) : undefined,
        });
      }
    }
  }
  if (puzzles.length === 0) throw invalid("dataset", "no puzzle in it", { where: `${folder.name}/${split.name}` });
  const { seqLen, vocabSize } = metadata;
  return { kind: "tokens", puzzles, seqLen, vocabSize, tasks: await readTasks(folder), identifiers };
}

export interface PuzzleSet {
  /** Identifier of each puzzle. */
  readonly ids: readonly number[];
  /** First example of each puzzle, and in the end how many there are. */
  readonly firsts: readonly number[];
  readonly inputs: Awaited<ReturnType<typeof readInputs>>;
  readonly labels: Awaited<ReturnType<typeof readLabels>>;
}

export async function readSet(split: Folder, set: string, metadata: DatasetMetadata): Promise<PuzzleSet> {
  const ids = await readIndices(split, `${set}__puzzle_identifiers.npy`);
  const firsts = await readIndices(split, `${set}__puzzle_indices.npy`);
  const inputs = await readInputs(split, `${set}__inputs.npy`, metadata);
  const labels = await readLabels(split, `${set}__labels.npy`, metadata);
  const where = (array: string) => `${split.name}/${set}__${array}.npy`;
  if (labels.examples !== inputs.examples) {
    throw invalid("array", `${labels.examples} rows`, {
      expected: `${inputs.examples}, as in the inputs`,
      where: where("labels"),
    });
  }
  const negative = ids.find((id) => id < 0);
  if (negative !== undefined)
    throw invalid("puzzle id", negative, { expected: "from 0", where: where("puzzle_identifiers") });
  const ascending = firsts.every((first, puzzle) => first >= (puzzle === 0 ? 0 : (firsts[puzzle - 1] ?? 0)));
  if (firsts.length !== ids.length + 1 || firsts[0] !== 0 || firsts.at(-1) !== inputs.examples || !ascending) {
    const expected = `${ids.length + 1} ascending numbers from 0 to ${inputs.examples}`;
    throw invalid("array", "no row numbers of these puzzles", { expected, where: where("puzzle_indices") });
  }
  return { ids, firsts, inputs, labels };
}

/** The target of an ARC puzzle as a grid, if its canvas is square. */
function cropped(target: Uint8Array | undefined): Grid | undefined {
  if (target === undefined || !Number.isInteger(Math.sqrt(target.length))) return undefined;
  const grid = cropTokens(target, Math.sqrt(target.length));
  return grid.length === 0 ? undefined : grid;
}

/** The tasks behind the puzzles, which the ARC builder writes beside the splits. */
async function readTasks(folder: Folder): Promise<readonly Task[]> {
  const file = await readJsonIn(folder, "test_puzzles.json");
  return file === undefined ? [] : parseTaskMap(file);
}
