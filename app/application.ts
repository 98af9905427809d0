/**
 * @file The explorer without its looks: what is on screen, what is open behind it, and what acts on both. Made once; components get it
 * from their context.
 */

import { getContext, setContext } from "svelte";
import type { ThemeName } from "../src/render/theme.ts";
import { type Cursor, createCursor } from "./session/cursor.ts";
import { createListing, type Listing } from "./session/listing.ts";
import { createParts, type Parts } from "./session/parts.ts";
import { createPlayer, type Player } from "./session/player.ts";
import { createSession, type Session } from "./session/session.ts";
import { createTheme } from "./session/theme.ts";
import type { Reader } from "./sources/reader.ts";
import type { Watched } from "./state/store.ts";
import type { ViewStore } from "./state/view-store.ts";

export interface Application {
  readonly view: ViewStore;
  readonly session: Session;
  readonly cursor: Cursor;
  readonly player: Player;
  readonly listing: Watched<Listing>;
  readonly parts: Parts;
  /** Light or dark, whatever was chosen. */
  readonly theme: Watched<ThemeName>;
}

export function createApplication(view: ViewStore, reader: Reader): Application {
  const session = createSession(view, reader);
  const cursor = createCursor(view, session);
  return {
    view,
    session,
    cursor,
    player: createPlayer(cursor, session),
    listing: createListing(view, session),
    parts: createParts(),
    theme: createTheme(view),
  };
}

const KEY = Symbol("application");

export function provideApplication(application: Application): void {
  setContext(KEY, application);
}

/** For components, while they are set up. */
export function useApplication(): Application {
  return getContext<Application>(KEY);
}
