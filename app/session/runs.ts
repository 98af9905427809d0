/**
 * @file The runs that the page knows of, and those of them that are open.
 */

import { FixpointError } from "../../src/errors.ts";
import type { OpenedRun } from "../sources/opened-run.ts";
import type { Reader } from "../sources/reader.ts";
import type { RunSource } from "../sources/source.ts";
import { createStore, type Watched } from "../state/store.ts";

export type KnownRun = Pick<RunSource, "id" | "name">;

export interface Runs {
  /** In the order in which they came to be known. */
  readonly known: Watched<readonly KnownRun[]>;
  readonly opened: Watched<ReadonlyMap<string, OpenedRun>>;
  /** Absolute; `undefined` for what was dropped, run live, or is not known. */
  addressOf(id: string): string | undefined;
  /**
   * One that is known already under the same id is replaced, but what was dropped: that is another run, under a name of its own. Returns
   * them as they are known then.
   */
  add(sources: readonly RunSource[]): readonly RunSource[];
  /** One that could not be opened, and that nobody offers. */
  forget(id: string): void;
  /** One that is in memory already, instead of the one that had its id. */
  put(run: OpenedRun): void;
  /** Opens a run that is known, once. Rejects for one that is not, and with a sentence for what is no run. */
  open(id: string): Promise<OpenedRun>;
}

export function createRuns(reader: Reader): Runs {
  const known = createStore<readonly KnownRun[]>([]);
  const sourcesById = new Map<string, RunSource>();
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
    addressOf(id) {
      const source = sourcesById.get(id);
      return source?.kind === "url" ? source.url : undefined;
    },
    add(given) {
      const names = new Set(known.get().map(({ id }) => id));
      const named = given.map((source) => (source.kind === "files" ? ofItsOwn(source, names) : source));
      // The same run may be asked for and listed.
      const sources = [...new Map(named.map((source) => [source.id, source])).values()];
      const ids = new Set(sources.map(({ id }) => id));
      for (const source of sources) sourcesById.set(source.id, source);
      known.set([...known.get().filter(({ id }) => !ids.has(id)), ...sources]);
      return sources;
    },
    forget(id) {
      sourcesById.delete(id);
      known.set(known.get().filter((run) => run.id !== id));
    },
    put(run) {
      const { id, name } = run;
      if (opened.get().get(id) === run) return;
      opening.set(id, Promise.resolve(run));
      opened.set(new Map(opened.get()).set(id, run));
      if (!known.get().some((one) => one.id === id)) known.set([...known.get(), { id, name }]);
    },
    open(id) {
      const before = opening.get(id);
      if (before !== undefined) return before;
      const source = sourcesById.get(id);
      if (source === undefined) return Promise.reject(new FixpointError(unknownRun(id)));
      const reading = read(source);
      opening.set(id, reading);
      reading.catch(() => opening.delete(id));
      return reading;
    },
  };
}

/** `run`, `run (2)`, whichever is not taken yet; takes it. */
function ofItsOwn(source: RunSource, taken: Set<string>): RunSource {
  let number = 1;
  const suffixed = (text: string): string => (number === 1 ? text : `${text} (${number})`);
  while (taken.has(suffixed(source.id))) number++;
  taken.add(suffixed(source.id));
  return { ...source, id: suffixed(source.id), name: suffixed(source.name) };
}

/** What is said of a run that a link asks for and the page does not know. */
export function unknownRun(id: string): string {
  if (id.startsWith("live:")) return "the link shows what was run live in a page that is gone: run it again";
  return id.startsWith("dropped:")
    ? `the link shows ${id.slice("dropped:".length)}, which was dropped into the page: drop it again`
    : `the link shows the run ${id}, which this page was not given`;
}
