/**
 * @file Checkpoints whose puzzle embedding is a hole in the file but for its last row: it reads as zeros and takes no space, so that
 * a table of 1.8 GB is written in no time.
 */

import { open, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ModelConfig } from "../../src/model/config.ts";
import { ARC_CANVAS } from "../../src/model/demo-model.ts";
import { initialWeights } from "../../src/model/initialise.ts";
import { upstreamConfig } from "../../src/model/upstream-config.ts";
import { dict } from "../pickle-writer.ts";
import { torchParts, torchTensor } from "../torch-file.ts";
import { type ZipPiece, zipPieces } from "../zip-writer.ts";

/** Values of a row of the embedding. */
const WIDTH = 512;

interface FileTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** Bytes, or the length of the hole. */
  readonly data: Uint8Array | number;
}

const lengthOf = ({ data }: FileTensor): number => (typeof data === "number" ? data : data.length);

/**
 * A small ARC model with `rows` rows, the last of which is the same whatever their number. Writes it as safetensors or as a
 * PyTorch file, by the name, and `config.json` beside it.
 */
export async function writeSparseCheckpoint(path: string, rows: number): Promise<void> {
  const config: ModelConfig = { ...ARC_CANVAS, hCycles: 1, lCycles: 1, puzzleEmbNdim: WIDTH, puzzleIdentifiers: 1 };
  const weights = initialWeights(config, { seed: 1, gain: 0.6, spread: 0.5 });
  const bytes = (data: Float32Array) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const row = bytes(weights.get("puzzle_emb.weights")?.data ?? new Float32Array());
  const tensors = [...weights].map(([name, { shape, data }]) =>
    name === "puzzle_emb.weights"
      ? { name, shape: [rows, WIDTH], data: rows * row.length }
      : { name, shape, data: bytes(data) },
  );
  const pieces = path.endsWith(".safetensors") ? safetensorsPieces(tensors) : torchPieces(tensors);
  await writePieces(path, pieces, row);
  const full = upstreamConfig({ ...config, puzzleIdentifiers: rows });
  await writeFile(join(dirname(path), "config.json"), JSON.stringify(full));
}

/** `last` ends the hole between the pieces. */
async function writePieces(path: string, pieces: readonly ZipPiece[], last: Uint8Array): Promise<void> {
  const handle = await open(path, "w");
  let end = 0;
  for (const { offset, bytes } of pieces) {
    if (offset > end) await handle.write(last, 0, last.length, offset - last.length);
    await handle.write(bytes, 0, bytes.length, offset);
    end = offset + bytes.length;
  }
  await handle.close();
}

function safetensorsPieces(tensors: readonly FileTensor[]): ZipPiece[] {
  let end = 0;
  const entries = tensors.map((tensor) => {
    const begin = end;
    end += lengthOf(tensor);
    return { ...tensor, begin, end };
  });
  const json = JSON.stringify(
    Object.fromEntries(
      entries.map(({ name, shape, begin, end }) => [name, { dtype: "F32", shape, data_offsets: [begin, end] }]),
    ),
  );
  const header = Buffer.alloc(8 + json.length);
  header.writeBigUInt64LE(BigInt(json.length));
  header.write(json, 8);
  return [
    { offset: 0, bytes: header },
    ...entries.flatMap(({ data, begin }) =>
      typeof data === "number" ? [] : [{ offset: header.length + begin, bytes: data }],
    ),
  ];
}

function torchPieces(tensors: readonly FileTensor[]): ZipPiece[] {
  const state = tensors.map((tensor, key) => [
    `_orig_mod.model.inner.${tensor.name}`,
    torchTensor({
      key: String(key),
      storage: "FloatStorage",
      count: lengthOf(tensor) / 4,
      shape: tensor.shape,
    }),
  ]);
  const storages = Object.fromEntries(tensors.map(({ data }, key) => [String(key), data]));
  return zipPieces(torchParts(dict(Object.fromEntries(state)), storages));
}
