/**
 * @file What a command is. One registry of them drives the keys, the sheet of keys, the tooltips and the command palette.
 */

import { doubtsOf } from "../../src/render/doubt.ts";
import type { Application } from "../application.ts";

export const COMMAND_GROUPS = ["move", "show", "compare", "go", "export", "page"] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export const GROUP_TITLES: Readonly<Record<CommandGroup, string>> = {
  move: "Moving through a rollout",
  show: "What is shown",
  compare: "Comparing",
  go: "Going elsewhere",
  export: "Saving",
  page: "The page",
};

export interface Command {
  /** `cursor.next-l-step` */
  readonly id: string;
  /** As the palette lists it: `Next L-step`. */
  readonly title: string;
  readonly group: CommandGroup;
  /** See `keystroke.ts`; none for what only the palette has. */
  readonly keys: readonly string[];
  /** Where it makes sense; everywhere where it is missing. */
  readonly when?: (application: Application) => boolean;
  readonly run: (application: Application) => void;
}

export function command(
  id: string,
  title: string,
  group: CommandGroup,
  keys: readonly string[],
  run: Command["run"],
  when?: Command["when"],
): Command {
  return when === undefined ? { id, title, group, keys, run } : { id, title, group, keys, run, when };
}

/** Where one rollout is on screen. */
export const inPuzzle = ({ view }: Application): boolean => ["puzzle", "live"].includes(view.get().view);
/** Where colours are grids of ARC: what else there is has no other canvas, and its digits are its signs. */
export const showsArc = ({ view, session }: Application): boolean => {
  const run = ["puzzle", "live"].includes(view.get().view) ? session.rollout.get()?.run : session.run.get();
  return run === undefined || run.kind === "arc";
};
/** Where the run of the rollout on screen recorded how sure the model is of each cell. */
export const showsDoubt = (application: Application): boolean => {
  const model = application.session.rollout.get();
  return inPuzzle(application) && model !== undefined && doubtsOf(model.timeline.at(0).shown).length > 0;
};
export const inGallery = ({ view }: Application): boolean => view.get().view === "gallery";
