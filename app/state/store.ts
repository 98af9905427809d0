/**
 * @file A value that is watched: Svelte's store contract, so that a component reads it as `$store`, and plain code by `get`.
 * Values are replaced, never changed.
 */

export interface Watched<T> {
  get(): T;
  /** Calls at once, and then after every change. Returns what ends it. */
  subscribe(watcher: (value: T) => void): () => void;
}

export interface Store<T> extends Watched<T> {
  set(value: T): void;
}

export function createStore<T>(initial: T): Store<T> {
  const watchers = new Set<(value: T) => void>();
  let value = initial;
  return {
    get: () => value,
    subscribe(watcher) {
      watchers.add(watcher);
      watcher(value);
      return () => watchers.delete(watcher);
    },
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const watcher of [...watchers]) watcher(value);
    },
  };
}
