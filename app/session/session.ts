/**
 * @file What is open behind what is on screen. The view says what should be open (`ViewState`); the session reads it, and where it
 * cannot, says so and leaves open what was.
 */

import type { OpenedRun } from "../sources/opened-run.ts";
import type { Reader } from "../sources/reader.ts";
import type { RunSource } from "../sources/source.ts";
import { createStore, type Watched } from "../state/store.ts";
import type { RolloutReference, ViewState } from "../state/view-state.ts";
import type { ViewStore } from "../state/view-store.ts";
import { type Busy, createBusy } from "./busy.ts";
import { createMeasured, type Measured } from "./measured.ts";
import { createNotices, type Notices } from "./notices.ts";
import { letGo } from "./past-the-end.ts";
import { createRolloutCache, type RolloutCache } from "./rollout-cache.ts";
import type { RolloutModel } from "./rollout-model.ts";
import { createRuns, type Runs, unknownRun } from "./runs.ts";

export interface Session {
  readonly runs: Runs;
  readonly cache: RolloutCache;
  readonly measured: Measured;
  readonly notices: Notices;
  readonly busy: Busy;
  /** The run on screen. */
  readonly run: Watched<OpenedRun | undefined>;
  /** The rollout on screen, and the one it is compared with. */
  readonly rollout: Watched<RolloutModel | undefined>;
  readonly pinned: Watched<RolloutModel | undefined>;
  /** Makes sources known and shows the first that can be opened. Never rejects: what is wrong is said. */
  show(sources: readonly RunSource[]): Promise<void>;
  /** Puts a run that is in memory among the others, instead of the one that had its id, and a rollout of it that is under way on screen. */
  put(run: OpenedRun, underWay?: RolloutModel): void;
  /** All runs that the page is given are known now: what the view asks for is opened. */
  ready(): void;
  /** Whether `ready` was called: before, nothing can be said to be missing. */
  readonly isReady: Watched<boolean>;
}

export function createSession(view: ViewStore, reader: Reader): Session {
  const [runs, cache, measured] = [createRuns(reader), createRolloutCache(), createMeasured()];
  const [notices, busy] = [createNotices(), createBusy()];
  const run = createStore<OpenedRun | undefined>(undefined);
  const rollout = createStore<RolloutModel | undefined>(undefined);
  const pinned = createStore<RolloutModel | undefined>(undefined);

  async function open(id: string): Promise<OpenedRun> {
    const name = runs.known.get().find((source) => source.id === id)?.name ?? id;
    return busy.during(`reading ${name}`, runs.open(id));
  }
  async function load({ run: id, rollout: number }: RolloutReference): Promise<RolloutModel> {
    return cache.load(await open(id), number);
  }

  /** What the next change of the view belongs to, where that is not a beginning of its own. */
  let begun: Succeeded | undefined;
  function updateWithin(action: Succeeded, change: Partial<ViewState>): void {
    const before = begun;
    begun = action;
    view.update(change);
    begun = before;
  }
  /** After an error, which has to be read. */
  const goBack = (change: Partial<ViewState>): void => updateWithin(nothing, change);

  const isKnown = (id: string): boolean => runs.known.get().some((source) => source.id === id);
  async function followRun({ run: id, live }: ViewState, succeeded: Succeeded): Promise<void> {
    if (id === null || id === run.get()?.id) return;
    // What was run live elsewhere is run again, under another id.
    if (!isKnown(id)) return live === null ? notices.say(unknownRun(id)) : undefined;
    try {
      const opened = await open(id);
      if (view.get().run !== id) return;
      run.set(opened);
      succeeded();
      measured.measure(opened).catch(notices.report);
    } catch (error) {
      notices.report(error);
      // What was open stays on screen.
      if (view.get().run === id) goBack({ run: run.get()?.id ?? null, rollout: rollout.get()?.record.rollout ?? null });
    }
  }

  async function followRollout(
    { run: id, rollout: number }: ViewState,
    succeeded: Succeeded,
    isOfLink: boolean,
  ): Promise<void> {
    if (id === null || number === null || !isKnown(id)) return;
    try {
      const opened = await open(id);
      const last = opened.records.length - 1;
      if (number > last) {
        notices.say(`invalid rollout in the link: ${number} (expected 0 to ${last}, in ${opened.name})`);
        goBack({ rollout: null, view: "gallery" });
        return;
      }
      const model = await cache.load(opened, number);
      const now = view.get();
      if (now.run === id && now.rollout === number) {
        rollout.set(model);
        succeeded();
        // Whoever goes to a shorter one knows.
        if (isOfLink) goBack(letGo(model, now, notices.say));
      }
      // The neighbours are what is asked for next.
      for (const next of [number + 1, number - 1]) {
        if (next >= 0 && next <= last) await cache.load(opened, next).catch(() => undefined);
      }
    } catch (error) {
      notices.report(error);
      const shown = rollout.get();
      const before = shown?.run.id === id ? shown.record.rollout : null;
      if (view.get().rollout === number) goBack({ rollout: before, view: before === null ? "gallery" : "puzzle" });
    }
  }

  async function followPin({ pin, live, difference }: ViewState): Promise<void> {
    if (pin === null || (live !== null && !isKnown(pin.run))) {
      // What is let go leaves nothing to differ from.
      if (pin === null && difference === "pinned") view.update({ difference: "none" });
      return pinned.set(undefined);
    }
    try {
      const model = await load(pin);
      if (view.get().pin === pin) pinned.set(model);
    } catch (error) {
      notices.report(error);
      if (view.get().pin === pin) view.update({ pin: null });
    }
  }

  const isReady = createStore(false);
  let followed: ViewState | undefined;
  view.subscribe(follow);

  function follow(state: ViewState): void {
    if (!isReady.get()) return;
    // A link that names no run is of the one that is open.
    const open = run.get();
    if (state.run === null && state.live === null && open !== undefined) {
      view.update({ run: open.id });
      return;
    }
    const before = followed;
    followed = state;
    const succeeded = isOpening(before, state) ? (begun ?? notices.begin()) : nothing;
    if (state.run !== before?.run) void followRun(state, succeeded);
    if (state.run !== before?.run || state.rollout !== before?.rollout)
      void followRollout(state, succeeded, before === undefined);
    if (state.pin !== before?.pin) void followPin(state);
  }

  return {
    runs,
    cache,
    measured,
    notices,
    busy,
    run,
    rollout,
    pinned,
    isReady,
    put(next, underWay) {
      runs.put(next);
      // Whoever went elsewhere meanwhile stays there.
      if (underWay !== undefined && view.get().run === next.id && view.get().rollout === null) rollout.set(underWay);
      if (run.get()?.id !== next.id || run.get() === next) return;
      run.set(next);
      measured.measure(next).catch(notices.report);
    },
    ready() {
      isReady.set(true);
      follow(view.get());
    },
    async show(sources) {
      const added = runs.add(sources);
      const succeeded = notices.begin();
      for (const { id } of added) {
        try {
          await open(id);
        } catch (error) {
          notices.report(error);
          // What was opened under its name before still is.
          if (!runs.opened.get().has(id)) runs.forget(id);
          continue;
        }
        const isOnScreen = view.get().run === id;
        succeeded();
        updateWithin(succeeded, { run: id, view: "gallery", rollout: null, cursor: null, cell: null });
        // A link asked for it before it was there.
        if (isOnScreen) void followRun({ ...view.get() }, succeeded);
        return;
      }
    },
  };
}

type Succeeded = ReturnType<Notices["begin"]>;
const nothing: Succeeded = () => undefined;

/**
 * Whether the person goes from one thing to another. What the page opens with does not answer what is wrong with its link, nor do the
 * rollouts that a live run makes.
 */
function isOpening(before: ViewState | undefined, { run, rollout, view }: ViewState): boolean {
  if (before === undefined || before.run === null || view === "live") return false;
  return run !== before.run || (view === "puzzle" && rollout !== null && rollout !== before.rollout);
}
