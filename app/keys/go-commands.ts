/**
 * @file Keys that go somewhere else, or open a part of the page.
 */

import type { Application } from "../application.ts";
import { formatLink } from "../state/view-url.ts";
import { type Command, command, inPuzzle } from "./command.ts";

/** To the puzzle beside this one, in the order of the gallery. */
function goBy({ view, listing }: Application, direction: 1 | -1): void {
  const { selected } = listing.get();
  const { rollout } = view.get();
  const at = selected.findIndex(({ record }) => record.rollout === rollout);
  const next = selected[at < 0 ? 0 : at + direction];
  if (next !== undefined) view.update({ view: "puzzle", rollout: next.record.rollout, cell: null });
}

export const GO_COMMANDS: readonly Command[] = [
  command("go.next", "Next puzzle", "go", ["j"], (application) => goBy(application, 1)),
  command("go.previous", "Previous puzzle", "go", ["k"], (application) => goBy(application, -1)),
  command(
    "go.gallery",
    "All puzzles of the run",
    "go",
    ["Escape"],
    ({ view }) => view.update({ view: "gallery" }),
    ({ view }) => view.get().view !== "gallery",
  ),
  command("go.search", "Search the gallery", "go", ["/"], ({ view, parts }) => {
    view.update({ view: "gallery" });
    parts.ask("search");
  }),
  command("go.open", "Open files", "go", ["o"], ({ parts }) => parts.ask("open")),
  command("go.folder", "Open a folder", "go", [], ({ parts }) => parts.ask("open-folder")),
  command("go.recents", "Open again what was open before", "go", ["h"], ({ parts }) => parts.ask("recents")),
  command(
    "compare.pin",
    "Pin this rollout, or let it go",
    "compare",
    ["p"],
    ({ view }) => {
      const { run, rollout, pin } = view.get();
      if (run === null || rollout === null) return;
      const isPinned = pin?.run === run && pin.rollout === rollout;
      view.update({ pin: isPinned ? null : { run, rollout } });
    },
    inPuzzle,
  ),
  command(
    "compare.swap",
    "Swap with the pinned rollout",
    "compare",
    ["x"],
    ({ view }) => {
      const { run, rollout, pin } = view.get();
      if (run === null || rollout === null || pin === null) return;
      view.update({ run: pin.run, rollout: pin.rollout, pin: { run, rollout } });
    },
    inPuzzle,
  ),
  command("compare.runs", "Compare this run with another", "compare", ["r"], ({ view }) =>
    view.update({ view: "compare" }),
  ),
  command("page.keys", "All keys, and what the signs mean", "page", ["?"], ({ parts }) => parts.ask("keys")),
  command("page.palette", "Find a command", "page", ["Ctrl+Shift+p"], ({ parts }) => parts.ask("palette")),
  command("page.title", "Name what is shown, for its link", "page", [], ({ parts }) => parts.ask("title")),
  command("page.link", "Copy a link to what is shown", "page", ["l"], (application) => void copyLink(application)),
];

async function copyLink({ session, view }: Application): Promise<void> {
  try {
    // The address bar follows the view a moment later.
    await navigator.clipboard.writeText(new URL(formatLink(view.get()), location.href).href);
    session.notices.tell("link copied");
  } catch {
    session.notices.say("the browser did not let the page copy: the link is in the address bar");
  }
}
