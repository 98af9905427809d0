/**
 * @file The rollouts of the run on screen as the gallery lists them. `J` and `K` follow the same order in the puzzle view.
 */

import type { RolloutRecord } from "../../src/trace/schema.ts";
import { noteKey, subjectOf } from "../notes/note.ts";
import type { NotesStore } from "../notes/notes-store.ts";
import { hasTags, parseTagSearch } from "../notes/tag-search.ts";
import type { OpenedRun } from "../sources/opened-run.ts";
import { createStore, type Watched } from "../state/store.ts";
import type { ViewState } from "../state/view-state.ts";
import type { ViewStore } from "../state/view-store.ts";
import { changesOf, matchesChange, type RunChanges } from "../views/compare/changes.ts";
import { countsOf, type GalleryItem, itemsOf, selectItems, thresholdsOf } from "../views/gallery/items.ts";
import type { Session } from "./session.ts";

export interface Listing {
  readonly items: readonly GalleryItem[];
  readonly counts: ReturnType<typeof countsOf>;
  /** What the filters leave, in order. */
  readonly selected: readonly GalleryItem[];
  /** Against the run that this one is compared with. */
  readonly changes: RunChanges | undefined;
}

const EMPTY: Listing = { items: [], counts: [], selected: [], changes: undefined };

export function createListing(
  view: ViewStore,
  session: Session,
  notes: NotesStore,
  against: Watched<OpenedRun | undefined>,
): Watched<Listing> {
  const listing = createStore<Listing>(EMPTY);
  const measurementsOf = (run: OpenedRun | undefined) => session.measured.get().get(run?.id ?? "")?.measurements;
  /** Two runs are judged alike: by the thresholds of the one on screen. */
  type Judged = [OpenedRun, ReturnType<typeof measurementsOf>, ViewState["thresholds"], OpenedRun["thresholds"]];
  const judge = ([run, measured, moved, unmoved]: Judged) =>
    itemsOf(run.records, measured ?? [], thresholdsOf(moved, unmoved));
  const [items, others] = [remembered(judge), remembered(judge)];
  const counts = remembered(([all]: [readonly GalleryItem[]]) => countsOf(all));
  const changes = remembered(([first, second, isTask]: [readonly GalleryItem[], readonly GalleryItem[], boolean]) =>
    changesOf(first, second, isTask),
  );
  const selected = remembered(([all, , changed]: [readonly GalleryItem[], string, RunChanges | undefined, unknown]) =>
    select(all, changed),
  );

  function select(all: readonly GalleryItem[], changed: RunChanges | undefined): readonly GalleryItem[] {
    const [state, run] = [view.get(), session.run.get()];
    const tags = parseTagSearch(state.search);
    const noteOf = (record: RolloutRecord) => run && notes.get().get(noteKey(subjectOf(run, record)));
    const found = selectItems(all, { ...state, search: tags.rest }, (record) => noteOf(record)?.text ?? "");
    const isAsked = tags.tags.length > 0 || tags.asksForAny;
    const tagged = isAsked ? found.filter(({ record }) => hasTags(noteOf(record), tags)) : found;
    if (state.changes.length === 0 || changed === undefined) return tagged;
    const wanted = changed.puzzles.filter((puzzle) => state.changes.some((filter) => matchesChange(puzzle, filter)));
    const rollouts = new Set(wanted.map(({ rollout }) => rollout));
    return tagged.filter(({ record }) => rollouts.has(record.rollout));
  }

  function compute(): void {
    const [state, run, other] = [view.get(), session.run.get(), against.get()];
    if (run === undefined) return;
    const all = items([run, measurementsOf(run), state.thresholds, run.thresholds]);
    const changed =
      other &&
      changes([all, others([other, measurementsOf(other), state.thresholds, run.thresholds]), run.kind === "arc"]);
    const next: Listing = {
      items: all,
      counts: counts([all]),
      selected: selected([all, selectionOf(state), changed, notes.get()]),
      changes: changed,
    };
    const before = listing.get();
    if (before.items === all && before.selected === next.selected && before.changes === changed) return;
    listing.set(next);
  }
  for (const source of [view, session.run, session.measured, notes, against]) {
    (source as Watched<unknown>).subscribe(compute);
  }
  return listing;
}

/** Computes anew only when one of its inputs is another. */
function remembered<Inputs extends readonly unknown[], T>(compute: (inputs: Inputs) => T): (inputs: Inputs) => T {
  let last: { readonly inputs: Inputs; readonly value: T } | undefined;
  return (inputs) => {
    if (last === undefined || inputs.some((input, at) => input !== last?.inputs[at])) {
      last = { inputs, value: compute(inputs) };
    }
    return last.value;
  };
}

/** What of the view decides which are listed, and in which order. */
function selectionOf({ search, verdicts, sort, descending, changes }: ViewState): string {
  return JSON.stringify([search, verdicts, sort, descending, changes]);
}
