/**
 * @file Parts of the page that a command asks for: a dialog that opens, a field that takes the focus. Not part of a link.
 */

export type PartName =
  | "interfere"
  | "search"
  | "open"
  | "open-folder"
  | "recents"
  | "keys"
  | "palette"
  | "tables"
  | "title"
  | "note"
  | "import-notes";

export interface Parts {
  ask(part: PartName): void;
  /** Calls `show` whenever the part is asked for, and at once where it was while nobody listened. Returns what ends it. */
  on(part: PartName, show: () => void): () => void;
}

export function createParts(): Parts {
  const listeners = new Map<PartName, () => void>();
  const waiting = new Set<PartName>();
  return {
    ask(part) {
      const show = listeners.get(part);
      if (show === undefined) waiting.add(part);
      else show();
    },
    on(part, show) {
      listeners.set(part, show);
      if (waiting.delete(part)) show();
      return () => {
        if (listeners.get(part) === show) listeners.delete(part);
      };
    },
  };
}
