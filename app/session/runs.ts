/**
 * @file The runs that the page knows of, and those of them that are open.
 */

import type { OpenedRun } from "../sources/opened-run.ts";
import type { Reader } from "../sources/reader.ts";
import type { RunSource } from "../sources/source.ts";
import { createStore, type Watched } from "../state/store.ts";

export interface Runs {
  /** In the order in which they came to be known. */
  readonly known: Watched<readonly RunSource[]>;
  readonly opened: Watched<ReadonlyMap<string, OpenedRun>>;
  /** One that is known already under the same id is replaced. */
  add(sources: readonly RunSource[]): void;
  /** Opens a run that is known, once. Rejects for one that is not, and with a sentence for what is no run. */
  open(id: string): Promise<OpenedRun>;
}

export function createRuns(reader: Reader): Runs {
  const known = createStore<readonly RunSource[]>([]);
  const opened = createStore<ReadonlyMap<string, OpenedRun>>(new Map());
  const opening = new Map<string, Promise<OpenedRun>>();
  async function read(source: RunSource): Promise<OpenedRun> {
    const run = await reader.open(source);
    opened.set(new Map(opened.get()).set(source.id, run));
    return run;
  }
  return {
    known,
    opened,
    add(sources) {
      const ids = new Set(sources.map(({ id }) => id));
      // What is dropped again under the same name may hold something else.
      for (const source of sources) if (source.kind === "files") opening.delete(source.id);
      known.set([...known.get().filter(({ id }) => !ids.has(id)), ...sources]);
    },
    open(id) {
      const source = known.get().find((candidate) => candidate.id === id);
      if (source === undefined) return Promise.reject(new Error(`run ${id} is not known`));
      const before = opening.get(id);
      if (before !== undefined) return before;
      const reading = read(source);
      opening.set(id, reading);
      reading.catch(() => opening.delete(id));
      return reading;
    },
  };
}
