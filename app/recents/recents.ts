/**
 * @file What was opened before, in this browser's storage: names and addresses, never what a run holds. What was dropped has no address
 * and is not remembered.
 */

import { createStore, type Watched } from "../state/store.ts";

export interface Recent {
  readonly name: string;
  /** Absolute, http or https. */
  readonly address: string;
}

/** As many as there are digits to choose them with. */
export const MOST_RECENTS = 9;
/** Its name in the browser's storage. */
export const STORED_AS = "fixpoint.recents";
/** Longer ones nobody reads, or types. */
const MOST_CHARACTERS = { name: 200, address: 2000 } as const;

export type RecentStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Recents extends Watched<readonly Recent[]> {
  /** Puts it first. What is no address of the web, or has a password in it, is not remembered. */
  remember(recent: Recent): void;
  clear(): void;
  /** Another tab wrote. */
  refresh(): void;
}

/** `storage` is `undefined` where the browser keeps nothing: then the list lasts as long as the page, as it does where it is full. */
export function createRecents(storage: RecentStorage | undefined): Recents {
  const { get, set, subscribe } = createStore<readonly Recent[]>([]);

  /** As another tab may have left it; as it is here where nothing can be read. */
  function kept(): readonly Recent[] {
    try {
      const text = storage?.getItem(STORED_AS);
      return text === undefined ? get() : parseRecents(text ?? "[]");
    } catch {
      return get();
    }
  }
  function keep(recents: readonly Recent[]): void {
    set(recents);
    try {
      if (recents.length === 0) storage?.removeItem(STORED_AS);
      else storage?.setItem(STORED_AS, JSON.stringify(recents));
    } catch {
      // Nobody waits for it: what is on screen is open all the same.
    }
  }
  const recents: Recents = {
    get,
    subscribe,
    remember(recent) {
      if (!isRecent(recent)) return;
      const { name, address } = recent;
      const others = kept().filter((one) => one.address !== address);
      keep([{ name, address }, ...others].slice(0, MOST_RECENTS));
    },
    clear: () => keep([]),
    refresh: () => set(kept()),
  };
  recents.refresh();
  return recents;
}

/** What of a text can be used: it may be of another version, or of anybody else on this host. Never throws. */
export function parseRecents(text: string): readonly Recent[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(value)) return [];
  const usable = value.filter(isRecent).map(({ name, address }) => ({ name, address }));
  const first = (recent: Recent, at: number): boolean =>
    usable.findIndex(({ address }) => address === recent.address) === at;
  return usable.filter(first).slice(0, MOST_RECENTS);
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null || !("name" in value) || !("address" in value)) return false;
  const { name, address } = value;
  return (
    typeof name === "string" &&
    typeof address === "string" &&
    name.length <= MOST_CHARACTERS.name &&
    address.length <= MOST_CHARACTERS.address &&
    isPlainAddress(address)
  );
}

function isPlainAddress(address: string): boolean {
  try {
    const { protocol, username, password } = new URL(address);
    return /^https?:$/.test(protocol) && username === "" && password === "";
  } catch {
    return false;
  }
}
