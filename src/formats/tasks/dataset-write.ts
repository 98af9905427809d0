/**
 * @file A data set as the files that upstream's builders write (`dataset/build_*_dataset.py`): `identifiers.json`, and per split
 * `dataset.json` and five arrays. What `readTaskSet` reads.
 */

import type { DatasetSplit, TokenDataset } from "../../arc/token-dataset.ts";
import { type ArrayToStore, encodeNpy } from "../npy-write.ts";

/** Where a file belongs, with `/`, and what is in it. */
export interface FileToWrite {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const SET = "all";

/**
 * The files, those that say that the data are complete (`dataset.json`) last. Upstream's ARC builder also writes
 * `test_puzzles.json`, the tasks behind the test split: that is for those to add who have tasks.
 */
export function* datasetFiles(dataset: TokenDataset): Generator<FileToWrite, void, void> {
  yield { path: "identifiers.json", bytes: json(dataset.identifiers) };
  for (const name of ["train", "test"] as const) {
    for (const [array, content] of arraysOf(dataset[name], dataset.seqLen)) {
      yield { path: `${name}/${SET}__${array}.npy`, bytes: encodeNpy(content) };
    }
  }
  for (const name of ["train", "test"] as const) {
    yield { path: `${name}/dataset.json`, bytes: json(metadata(dataset[name], dataset)) };
  }
}

function arraysOf(split: DatasetSplit, seqLen: number): readonly (readonly [string, ArrayToStore])[] {
  const tokens = (data: Uint8Array): ArrayToStore => ({ dtype: "u8", shape: [data.length / seqLen, seqLen], data });
  const indices = (data: Int32Array): ArrayToStore => ({ dtype: "i32", shape: [data.length], data });
  return [
    ["inputs", tokens(split.inputs)],
    ["labels", tokens(split.labels)],
    ["puzzle_identifiers", indices(split.puzzleIdentifiers)],
    ["puzzle_indices", indices(split.puzzleIndices)],
    ["group_indices", indices(split.groupIndices)],
  ];
}

/** `PuzzleDatasetMetadata` (`dataset/common.py`), keys in its order. */
function metadata(split: DatasetSplit, { seqLen, vocabSize, identifiers }: TokenDataset): object {
  const puzzles = split.puzzleIdentifiers.length;
  return {
    pad_id: 0,
    ignore_label_id: 0,
    blank_identifier_id: 0,
    vocab_size: vocabSize,
    seq_len: seqLen,
    num_puzzle_identifiers: identifiers.length,
    total_groups: split.groupIndices.length - 1,
    mean_puzzle_examples: puzzles === 0 ? 0 : split.inputs.length / seqLen / puzzles,
    total_puzzles: puzzles,
    sets: [SET],
  };
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
