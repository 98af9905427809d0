/**
 * @file A tensor over a storage that is read by range: all of it, or some of its rows.
 */

import { type FixpointError, invalid, unsupported } from "../errors.ts";
import { decodeF32, ITEM_SIZE } from "./dtype.ts";
import { gather } from "./gather.ts";
import { quote } from "./quote.ts";
import type { StoredTensor } from "./tensor-file.ts";
import { checkedLayout, elementCount, elementSpan, isContiguous, type TensorLayout } from "./tensor-layout.ts";

/** The bytes that tensors lie in: a part of a file. */
export interface Storage {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** What is read in one piece: an embedding table of 1,000,000 rows of width 512 in f32 still fits. */
const MOST_BYTES = 2 ** 31 - 1;

/** Rows are fetched in pieces of this size, so that a long run of rows is not held twice. */
const ROWS_AT_ONCE_BYTES = 2 ** 25;

/** A tensor of `storage`; the layout may come from a hostile file. `where` is the file's name. */
export function storedTensor(name: string, layout: TensorLayout, storage: Storage, where: string): StoredTensor {
  checkedLayout(name, layout, storage.size, where);
  const { dtype, shape } = layout;
  const itemSize = ITEM_SIZE[dtype];

  function tooLarge(bytes: number): FixpointError {
    const size = `${quote(name)} takes ${bytes} bytes in one piece`;
    return unsupported("tensor", size, { expected: `at most ${MOST_BYTES}, or some of its rows`, where });
  }

  async function read(part: TensorLayout): Promise<Uint8Array<ArrayBuffer>> {
    const count = elementCount(part.shape) ?? 0;
    if (count === 0) return new Uint8Array(0);
    const span = elementSpan(part) * itemSize;
    const largest = Math.max(span, count * Math.max(itemSize, 4));
    if (largest > MOST_BYTES) throw tooLarge(largest);
    const bytes = await storage.read(part.offset * itemSize, span);
    return isContiguous(part) ? bytes : gather(bytes, itemSize, part.shape, part.strides);
  }

  function rowRange(first: number, count: number): TensorLayout {
    const offset = layout.offset + first * (layout.strides[0] ?? 0);
    return { ...layout, offset, shape: [count, ...shape.slice(1)] };
  }

  async function readRowsF32(rows: readonly number[]): Promise<Float32Array<ArrayBuffer>> {
    const height = shape[0];
    if (height === undefined) throw invalid("tensor", `${quote(name)} is a scalar`, { expected: "rows", where });
    const bad = rows.find((row) => !(Number.isInteger(row) && row >= 0 && row < height));
    if (bad !== undefined) throw invalid(`row of ${quote(name)}`, bad, { expected: `0 to ${height - 1}`, where });

    const width = elementCount(shape.slice(1)) ?? 0;
    if (rows.length * width * 4 > MOST_BYTES) throw tooLarge(rows.length * width * 4);
    const out = new Float32Array(rows.length * width);
    const rowBytes = Math.max(width, layout.strides[0] ?? 0) * itemSize;
    const most = Math.max(1, Math.floor(ROWS_AT_ONCE_BYTES / rowBytes));
    for (const run of rowRuns(rows, most)) {
      const values = decodeF32(await read(rowRange(run.first, run.count)), dtype);
      for (const { row, at } of run.wanted) {
        const from = (row - run.first) * width;
        out.set(values.subarray(from, from + width), at * width);
      }
    }
    return out;
  }

  return {
    name,
    dtype,
    shape,
    readBytes: () => read(layout),
    readF32: async () => decodeF32(await read(layout), dtype),
    readRowsF32,
  };
}

interface RowRun {
  readonly first: number;
  count: number;
  /** Which rows go where in the result. */
  readonly wanted: { readonly row: number; readonly at: number }[];
}

/** The wanted rows in ascending order, adjacent ones together, at most `most` rows a run. */
function rowRuns(rows: readonly number[], most: number): RowRun[] {
  const ascending = rows.map((row, at) => ({ row, at })).sort((a, b) => a.row - b.row);
  const runs: RowRun[] = [];
  for (const wanted of ascending) {
    const run = runs.at(-1);
    const count = run === undefined ? 0 : wanted.row - run.first + 1;
    if (run !== undefined && count <= run.count + 1 && count <= most) {
      run.count = count;
      run.wanted.push(wanted);
    } else {
      runs.push({ first: wanted.row, count: 1, wanted: [wanted] });
    }
  }
  return runs;
}
