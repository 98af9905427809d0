/**
 * @file A file of a folder, opened when it is needed: kept open for what is read again and again, or closed after each use
 * for what there may be thousands of.
 */

import { invalid } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import type { Folder } from "../platform/folder.ts";

export interface FileAccess {
  readonly name: string;
  /** Lends the source for as long as `body` runs. Throws a `FixpointError` where there is no such file. */
  use<T>(body: (source: ByteSource) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export function keptOpen(folder: Folder, name: string): FileAccess {
  let opened: Promise<ByteSource> | undefined;
  return {
    name,
    async use(body) {
      opened ??= openIn(folder, name);
      return body(await opened);
    },
    async close() {
      const source = await opened?.catch(() => undefined);
      opened = undefined;
      await source?.close();
    },
  };
}

export function openedEachTime(folder: Folder, name: string): FileAccess {
  return {
    name,
    async use(body) {
      const source = await openIn(folder, name);
      try {
        return await body(source);
      } finally {
        await source.close();
      }
    },
    async close() {},
  };
}

async function openIn(folder: Folder, name: string): Promise<ByteSource> {
  const source = await folder.open(name);
  if (source === undefined) throw invalid("run", `${name} is missing`, { where: folder.name });
  return source;
}
