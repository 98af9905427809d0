/**
 * @file The link follows what is run live, and the page follows the link: what it says was run elsewhere is run again.
 */

import { letGo } from "../session/past-the-end.ts";
import type { Session } from "../session/session.ts";
import { type LiveLink, liveLink, shortHash } from "../state/live-link.ts";
import type { ViewState } from "../state/view-state.ts";
import type { ViewStore } from "../state/view-store.ts";
import type { LinkedRollout, Live } from "./live-state.ts";

type LinkedView = ViewState & { readonly live: LiveLink };

export const isLiveRun = (id: string): boolean => id.startsWith("live:");

export function followLiveLink(view: ViewStore, session: Session, live: Live): void {
  let isRestoring = false;
  /** Puzzles of which was said what their links lack. */
  const told = new WeakSet<LinkedRollout["row"]["puzzle"]>();
  /** What is run as soon as its model is dropped. */
  let awaited: LinkedView | undefined;

  let { runId } = live.get();

  view.subscribe(follow);
  live.subscribe(({ modelName, activity, ran, runId: next }) => {
    const last = ran.at(-1);
    if (last !== undefined) tellLeftOut(last);
    if (activity === "idle") leaveBehind(next);
    const isHere = activity === "idle" && modelName === awaited?.live.model;
    if (isHere && awaited !== undefined && view.get().live === awaited.live) void restore(awaited);
  });

  function follow(state: ViewState): void {
    const { runId, ran, activity } = live.get();
    const { live: link } = state;
    if (isRestoring || activity !== "idle" || link === awaited?.live) return;
    const shown = state.run === runId ? ran[state.rollout ?? -1] : undefined;
    if (state.view !== "live") view.update({ live: null });
    else if (shown !== undefined) view.update({ live: shown.link });
    else if (link !== null) {
      const known = ran.findLast((one) => liveLink.format(one.link) === liveLink.format(link));
      if (known !== undefined) view.update({ run: runId, rollout: known.record.rollout, live: known.link });
      else void restore({ ...state, live: link });
    }
  }

  /** What is over, or of the model before, does not stay in the link. */
  function leaveBehind(next: string): void {
    const { view: shown, live: link, run } = view.get();
    const isOther = next !== runId && run === runId;
    runId = next;
    if (isRestoring || awaited !== undefined) return;
    if (isOther && shown === "live") view.update({ run: next, rollout: null, cursor: null, pin: null, live: null });
    else if (shown !== "live" && link !== null) view.update({ live: null });
  }

  /** Once for every puzzle: its rollouts may be many. */
  function tellLeftOut({ row, link: { puzzle } }: LinkedRollout): void {
    const task = live.get().puzzles.find((one) => one.row === row || one.row.puzzle === row.puzzle)?.task;
    const pairs = task?.train.length ?? 0;
    if (puzzle.kind === "made" || pairs === 0 || puzzle.train.length > 0 || told.has(row.puzzle)) return;
    told.add(row.puzzle);
    session.notices.say(
      `the link has no room for the ${pairs} training pairs of ${puzzle.task}: who opens it sees the puzzle without them`,
    );
  }

  async function restore(state: LinkedView): Promise<void> {
    isRestoring = true;
    awaited = undefined;
    // The ids of runs are those of the page that the link comes from.
    view.update({ run: null, rollout: null, pin: state.pin !== null && isLiveRun(state.pin.run) ? null : state.pin });
    try {
      await live.enter();
      if (await isOpen(state)) await runAgain(state);
    } finally {
      isRestoring = false;
      if (awaited === undefined && live.get().ran.length === 0) view.update({ live: null });
      follow(view.get());
    }
  }

  async function isOpen(state: LinkedView): Promise<boolean> {
    const { model: name } = state.live;
    const isShipped = live.get().shipped.some((one) => one.name === name);
    const isThere = live.get().modelName === name && live.get().model !== null;
    if (isThere || isShipped) {
      if (!isThere && !(await live.openShipped(name))) return false;
      if (hasWeights(state.live)) return true;
      session.notices.say(`the link shows a rollout of ${name} with other weights than this one's`);
      if (isShipped) return true;
    } else {
      session.notices.say(
        `the link shows a rollout of ${name}, which this page was not given: drop it into the page, and it is run again`,
      );
    }
    awaited = state;
    return false;
  }
  function hasWeights({ weights }: LiveLink): boolean {
    const { model } = live.get();
    return weights === null || model === null || shortHash(model.identity.sha256) === weights;
  }

  async function runAgain({ live: { puzzle, branches }, cursor, pin }: LinkedView): Promise<void> {
    if (!(await live.give(puzzle)) || !(await live.run(0))) return;
    for (const { spec, seed } of branches) if (!(await live.branch(spec, seed))) return;
    view.update({ cursor, pin: pin === null ? null : isLiveRun(pin.run) ? view.get().pin : pin });
    const { run, rollout } = view.get();
    const opened = session.runs.opened.get().get(run ?? "");
    if (opened === undefined || rollout === null) return;
    view.update(letGo(await session.cache.load(opened, rollout), view.get(), session.notices.say));
  }
}
