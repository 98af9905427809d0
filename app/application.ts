/**
 * @file The explorer without its looks: what is on screen, what is open behind it, and what acts on both. Made once; components get it
 * from their context.
 */

import { getContext, setContext } from "svelte";
import type { ThemeName } from "../src/render/theme.ts";
import type { Channel } from "./channel/channel.ts";
import { followLiveLink } from "./live/follow-link.ts";
import { createLive } from "./live/live.ts";
import type { Live } from "./live/live-state.ts";
import { createRoller } from "./live/roller.ts";
import { localNotes } from "./notes/local-notes.ts";
import type { NotesStore } from "./notes/notes-store.ts";
import { localRecents } from "./recents/local-recents.ts";
import type { Recents } from "./recents/recents.ts";
import { createAgainst } from "./session/against.ts";
import { type Cursor, createCursor } from "./session/cursor.ts";
import { createListing, type Listing } from "./session/listing.ts";
import { createParts, type Parts } from "./session/parts.ts";
import { createPlayer, type Player } from "./session/player.ts";
import { createSession, type Session } from "./session/session.ts";
import { createTheme } from "./session/theme.ts";
import type { OpenedRun } from "./sources/opened-run.ts";
import type { Reader } from "./sources/reader.ts";
import type { Watched } from "./state/store.ts";
import type { ViewStore } from "./state/view-store.ts";
import { followPuzzle } from "./views/compare/follow-pin.ts";

export interface Application {
  readonly view: ViewStore;
  readonly session: Session;
  readonly cursor: Cursor;
  readonly player: Player;
  readonly listing: Watched<Listing>;
  /** The run that the one on screen is compared with as a whole. */
  readonly against: Watched<OpenedRun | undefined>;
  readonly notes: NotesStore;
  /** What was opened before. */
  readonly recents: Recents;
  readonly parts: Parts;
  /** Models that run in the page. */
  readonly live: Live;
  /** Light or dark, whatever was chosen. */
  readonly theme: Watched<ThemeName>;
}

export function createApplication(view: ViewStore, reader: Reader): Application {
  const session = createSession(view, reader);
  const cursor = createCursor(view, session);
  const notes = localNotes(session.notices.say);
  const against = createAgainst(view, session);
  const live = createLive(view, session, startRoller, () => new URL(".", location.href).href);
  followLiveLink(view, session, live);
  followPuzzle(view, session.runs.opened.get, session.notices.say);
  return {
    view,
    session,
    cursor,
    player: createPlayer(cursor, session),
    listing: createListing(view, session, notes, against),
    against,
    notes,
    recents: localRecents(session),
    parts: createParts(),
    live,
    theme: createTheme(view),
  };
}

function startRoller() {
  const worker = new Worker(new URL("./live/live-worker.ts", import.meta.url), { type: "module" });
  return createRoller(worker as Channel);
}

const KEY = Symbol("application");

export function provideApplication(application: Application): void {
  setContext(KEY, application);
}

/** For components, while they are set up. */
export function useApplication(): Application {
  return getContext<Application>(KEY);
}
