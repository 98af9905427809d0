/**
 * @file A pinned version follows to the next puzzle: who compares two runs goes through both. What was pinned of another puzzle stays.
 */

import { matchKey } from "../../../src/analysis/compare/match.ts";
import type { OpenedRun } from "../../sources/opened-run.ts";
import type { RolloutReference, ViewState } from "../../state/view-state.ts";
import type { ViewStore } from "../../state/view-store.ts";
import { sameInRun } from "./versions.ts";

type Opened = ReadonlyMap<string, Pick<OpenedRun, "id" | "name" | "records" | "kind">>;

/** What is pinned after the view changed; `before.pin` itself where nothing follows. */
export function followedPin(runs: Opened, before: ViewState, after: ViewState): RolloutReference | null {
  const { pin } = after;
  if (pin === null || pin !== before.pin || after.run === null || after.rollout === null) return pin;
  if (before.run === null || before.rollout === null) return pin;
  const record = (run: string, rollout: number) => runs.get(run)?.records[rollout];
  const [was, is] = [record(before.run, before.rollout), record(after.run, after.rollout)];
  const [pinned, run] = [record(pin.run, pin.rollout), runs.get(pin.run)];
  if (was === undefined || is === undefined || pinned === undefined || run === undefined) return pin;
  // The same puzzle still: another version of it is on screen.
  if (was === is || matchKey(was) === matchKey(is) || matchKey(was) !== matchKey(pinned)) return pin;
  // A rollout that was pinned beside itself stays where it is.
  if (pinned === was) return pin;
  return sameInRun(run, is) ?? null;
}

/** Returns what ends it. `say` is told where the pinned run lacks the puzzle. */
export function followPuzzle(view: ViewStore, opened: () => Opened, say: (text: string) => void): () => void {
  let before = view.get();
  return view.subscribe((after) => {
    const [was, pin] = [before, followedPin(opened(), before, after)];
    before = after;
    if (pin === after.pin) return;
    if (pin === null) say(`${opened().get(was.pin?.run ?? "")?.name} has no rollout of this puzzle: nothing is pinned`);
    view.update({ pin });
  });
}
