/**
 * @file What was opened before, followed and opened again.
 */

import type { Session } from "../session/session.ts";
import { urlSource } from "../sources/source.ts";
import { browserStorage } from "../state/browser-storage.ts";
import type { ViewStore } from "../state/view-store.ts";
import { createRecents, type Recent, type Recents, STORED_AS } from "./recents.ts";

/** Remembers every run that comes on screen and has an address. Follows what other tabs write. */
export function localRecents(session: Session): Recents {
  const recents = createRecents(browserStorage());
  // Where everything was cleared there is no key.
  addEventListener("storage", ({ key }) => (key === STORED_AS || key === null) && recents.refresh());
  followOpened(session, recents);
  return recents;
}

export function followOpened(session: Pick<Session, "run" | "runs">, recents: Recents): void {
  session.run.subscribe((run) => {
    const address = run && session.runs.addressOf(run.id);
    if (run !== undefined && address !== undefined) recents.remember({ name: run.name, address });
  });
}

/** Shows the gallery of the run, whether the page knows it or not. Never rejects: what is wrong is said. */
export async function openRecent(
  { view, session }: { readonly view: ViewStore; readonly session: Session },
  { name, address }: Recent,
): Promise<void> {
  const known = session.runs.known.get().find(({ id }) => session.runs.addressOf(id) === address);
  if (known !== undefined) {
    view.update({ run: known.id, view: "gallery", rollout: null, cursor: null, cell: null });
    return;
  }
  const source = urlSource(address, address, name);
  if (source === undefined) return;
  const { sources } = view.get();
  // The link names it, so that another page opens it too.
  view.update({ sources: [...sources, source.id] });
  await session.show([source]);
  if (view.get().run !== source.id) {
    view.update({ sources: view.get().sources.filter((one) => one !== source.id) });
  }
}
