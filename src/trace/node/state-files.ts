/**
 * @file `states/`: a safetensors file per rollout, filled in while the rollout runs. With every L-step of a published model a
 * rollout's states are 390 MB, so they go to disk as they come.
 */

import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { StateName } from "../../model/schedule.ts";
import { fsError } from "../../platform/node/fs-error.ts";
import type { StateSink } from "../recorder.ts";
import { statesFile } from "../run-layout.ts";
import { type KeptStates, type StateSchedule, type StateTensor, stateTensors } from "../state-layout.ts";

export interface StateFilesOptions {
  readonly which: KeptStates;
  readonly schedule: StateSchedule;
  /** Supervision steps. */
  readonly steps: number;
  /** P+S */
  readonly positions: number;
  /** D */
  readonly width: number;
}

export interface StateFiles extends StateSink {
  /** Gives the files their names, synced: to be called once the batch is done, before its part is written. */
  commit(): Promise<void>;
  /** Removes what was written: for a batch that failed. */
  discard(): Promise<void>;
}

interface OpenFile {
  readonly handle: FileHandle;
  readonly path: string;
  readonly temporary: string;
}

/** For the batch that begins with `firstRollout`; `begin` makes the run directory. */
export function stateFiles(
  folder: string,
  firstRollout: number,
  { which, schedule, steps, positions, width }: StateFilesOptions,
  begin: () => Promise<void>,
): StateFiles {
  const layout = safetensorsLayout(stateTensors(which, schedule, steps, positions, width));
  const opened = new Map<number, Promise<OpenFile>>();

  async function create(row: number): Promise<OpenFile> {
    const name = statesFile(firstRollout + row);
    const [path, temporary] = [join(folder, name), join(folder, `.${name}.${randomUUID()}.tmp`)];
    await begin();
    return orSentence(path, async () => {
      await mkdir(folder, { recursive: true });
      const handle = await open(temporary, "wx");
      await handle.write(layout.header, 0, layout.header.length, 0);
      return { handle, path, temporary };
    });
  }
  function fileOf(row: number): Promise<OpenFile> {
    const file = opened.get(row) ?? create(row);
    opened.set(row, file);
    return file;
  }

  return {
    which,
    async put(row, state, index, values) {
      const start = layout.starts.get(state);
      if (start === undefined || values.length !== positions * width) throw new Error(`no place for this ${state}`);
      const { handle, path } = await fileOf(row);
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      await orSentence(path, () => writeAll(handle, bytes, start + index * bytes.length));
    },
    async commit() {
      for (const file of opened.values()) {
        const { handle, path, temporary } = await file;
        await orSentence(path, async () => {
          await handle.sync();
          await handle.close();
          await rename(temporary, path);
        });
      }
      opened.clear();
    },
    async discard() {
      for (const file of opened.values()) {
        const created = await file.catch(() => undefined);
        await created?.handle.close().catch(() => undefined);
        if (created !== undefined) await rm(created.temporary, { force: true });
      }
      opened.clear();
    },
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function orSentence<T>(path: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw fsError(error, "write", path);
  }
}

interface SafetensorsLayout {
  readonly header: Uint8Array;
  /** Where each tensor begins in the file. */
  readonly starts: ReadonlyMap<StateName, number>;
}

/** The tensors one behind the other, before any of their data is there. */
function safetensorsLayout(tensors: readonly StateTensor[]): SafetensorsLayout {
  let end = 0;
  const entries = tensors.map(({ state, shape }) => {
    const begin = end;
    end += 4 * shape.reduce((product, dim) => product * dim, 1);
    return { state, begin, json: `"${state}":${JSON.stringify({ dtype: "F32", shape, data_offsets: [begin, end] })}` };
  });
  const text = new TextEncoder().encode(`{${entries.map(({ json }) => json).join(",")}}`);
  const length = Math.ceil(text.length / 8) * 8;
  const header = new Uint8Array(8 + length).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(length), true);
  header.set(text, 8);
  return { header, starts: new Map(entries.map(({ state, begin }) => [state, header.length + begin])) };
}
