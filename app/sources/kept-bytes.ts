/**
 * @file States behind a URL, asked for once: what was read of their files stays in memory, as much as there is room for. A file is read
 * in blocks, so that its header and the states of many supervision steps come with one request.
 */

import { type ByteSource, checkRange } from "../../src/platform/byte-source.ts";
import type { Folder } from "../../src/platform/folder.ts";
import { STATES_FOLDER } from "../../src/trace/run-layout.ts";

export interface KeptBytes {
  /** The folder of a run behind a URL, of which what is read of `states/` is kept. Nothing there may need closing. */
  runFolder(folder: Folder): Folder;
}

export interface KeptBytesLimits {
  /** Bytes that a request asks for. */
  readonly block: number;
  /** Bytes that are kept; what was not wanted for longest goes first. */
  readonly most: number;
}

const LIMITS: KeptBytesLimits = { block: 2 ** 20, most: 64 * 2 ** 20 };

/** Files that are known to be there, and how long they are; nothing is held open for them. */
const MOST_FILES = 256;

export function createKeptBytes({ block, most }: KeptBytesLimits = LIMITS): KeptBytes {
  const blocks = createMost<Promise<Uint8Array>>(Math.max(1, Math.floor(most / block)));

  function inBlocks(key: string, { name, size, read }: ByteSource): ByteSource {
    const blockAt = (at: number): Promise<Uint8Array> => {
      const first = at * block;
      return blocks.get(`${key}\n${at}`, () => read(first, Math.min(block, size - first)));
    };
    return {
      name,
      size,
      async read(offset, length) {
        checkRange({ name, size }, offset, length);
        const bytes = new Uint8Array(length);
        for (let done = 0; done < length; ) {
          const at = Math.floor((offset + done) / block);
          const part = (await blockAt(at)).subarray(offset + done - at * block).subarray(0, length - done);
          bytes.set(part, done);
          done += part.length;
        }
        return bytes;
      },
      // The next who opens it is given the same.
      async close() {},
    };
  }

  let runs = 0;
  return {
    runFolder(folder) {
      const run = runs++;
      const files = createMost<Promise<ByteSource | undefined>>(MOST_FILES);
      const keeping = (states: Folder): Folder => ({
        ...states,
        open: (name) =>
          files.get(name, async () => {
            const source = await states.open(name);
            return source && inBlocks(`${run}\n${name}`, source);
          }),
      });
      return {
        ...folder,
        async folder(name) {
          const inside = await folder.folder(name);
          return inside && name === STATES_FOLDER ? keeping(inside) : inside;
        },
      };
    },
  };
}

/** The last `most` things that were asked for, each made once. */
function createMost<T extends Promise<unknown>>(most: number) {
  const kept = new Map<string, T>();
  return {
    get(key: string, make: () => T): T {
      const known = kept.get(key) ?? make();
      kept.delete(key);
      kept.set(key, known);
      // What failed is tried again by the next who asks.
      known.catch(() => kept.get(key) === known && kept.delete(key));
      for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
      return known;
    },
  };
}
