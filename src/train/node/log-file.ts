/**
 * @file A log of lines, which goes on exactly where a saved training went on from.
 */

import { type FileHandle, open } from "node:fs/promises";
import { fsError } from "../../platform/node/fs-error.ts";

export interface LogFile {
  append(line: string): Promise<void>;
  /** Makes all lines last; gives the length of the file in bytes. */
  sync(): Promise<number>;
  close(): Promise<void>;
}

/** Opens or makes the log, and cuts off what lies behind its first `keep` bytes. */
export async function openLog(path: string, keep: number): Promise<LogFile> {
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw fsError(error, "write", path);
    }
  }
  const file: FileHandle = await guarded(() => open(path, "a"));
  const size = async (): Promise<number> => (await file.stat()).size;
  await guarded(async () => {
    if ((await size()) > keep) await file.truncate(keep);
  });
  return {
    append: (line) => guarded(() => file.appendFile(`${line}\n`)),
    sync: () =>
      guarded(async () => {
        await file.sync();
        return size();
      }),
    close: () => file.close(),
  };
}
