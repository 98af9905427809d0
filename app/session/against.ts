/**
 * @file The run that the one on screen is compared with as a whole: opened and measured as the view asks for it.
 */

import type { OpenedRun } from "../sources/opened-run.ts";
import { createStore, type Watched } from "../state/store.ts";
import type { ViewStore } from "../state/view-store.ts";
import type { Session } from "./session.ts";

export function createAgainst(view: ViewStore, session: Session): Watched<OpenedRun | undefined> {
  const against = createStore<OpenedRun | undefined>(undefined);
  let asked: string | null = null;
  async function follow(): Promise<void> {
    const id = view.get().against;
    if (!session.isReady.get() || id === asked) return;
    asked = id;
    if (id === null) return against.set(undefined);
    try {
      const run = await session.busy.during("reading the other run", session.runs.open(id));
      if (view.get().against !== id) return;
      against.set(run);
      await session.measured.measure(run);
    } catch (error) {
      session.notices.report(error);
      if (view.get().against === id) view.update({ against: null, changes: [] });
    }
  }
  view.subscribe(() => void follow());
  session.isReady.subscribe(() => void follow());
  return against;
}
