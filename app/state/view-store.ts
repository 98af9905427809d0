/**
 * @file The one store of what is on screen.
 */

import { createStore, type Watched } from "./store.ts";
import { INITIAL_STATE, type ViewState } from "./view-state.ts";

export interface ViewStore extends Watched<ViewState> {
  /** Changes some of it; nothing happens where nothing differs. */
  update(change: Partial<ViewState>): void;
  toggle(key: "digits" | "lines" | "uncropped" | "descending"): void;
}

export function createViewStore(initial: ViewState = INITIAL_STATE): ViewStore {
  const { get, set, subscribe } = createStore(initial);
  function update(change: Partial<ViewState>): void {
    const before = get();
    const differs = Object.entries(change).some(([key, value]) => before[key as keyof ViewState] !== value);
    if (differs) set({ ...before, ...change });
  }
  return { get, subscribe, update, toggle: (key) => update({ [key]: !get()[key] }) };
}
