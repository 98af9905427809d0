/**
 * @file The rollouts of the run on screen as the gallery lists them. `J` and `K` follow the same order in the puzzle view.
 */

import { createStore, type Watched } from "../state/store.ts";
import type { ViewState } from "../state/view-state.ts";
import type { ViewStore } from "../state/view-store.ts";
import { countsOf, type GalleryItem, itemsOf, selectItems, thresholdsOf } from "../views/gallery/items.ts";
import type { Session } from "./session.ts";

export interface Listing {
  readonly items: readonly GalleryItem[];
  readonly counts: ReturnType<typeof countsOf>;
  /** What the filters leave, in order. */
  readonly selected: readonly GalleryItem[];
}

const EMPTY: Listing = { items: [], counts: [], selected: [] };

export function createListing(view: ViewStore, session: Session): Watched<Listing> {
  const listing = createStore<Listing>(EMPTY);
  let inputs: readonly unknown[] = [];
  let [items, counts]: [Listing["items"], Listing["counts"]] = [[], []];

  function compute(): void {
    const [state, run, measured] = [view.get(), session.run.get(), session.measured.get()];
    if (run === undefined) return;
    const measurements = measured.get(run.id)?.measurements ?? [];
    const next = [run, measurements, state.thresholds];
    const isSame = next.every((input, at) => input === inputs[at]);
    if (!isSame) {
      inputs = next;
      items = itemsOf(run.records, measurements, thresholdsOf(state.thresholds));
      counts = countsOf(items);
    }
    if (isSame && selectionOf(state) === selectionOf(shown)) return;
    shown = state;
    listing.set({ items, counts, selected: selectItems(items, state) });
  }
  let shown = view.get();
  for (const source of [view, session.run, session.measured]) (source as Watched<unknown>).subscribe(compute);
  return listing;
}

/** What of the view decides which are listed, and in which order. */
function selectionOf({ search, verdicts, sort, descending }: ViewState): string {
  return JSON.stringify([search, verdicts, sort, descending]);
}
