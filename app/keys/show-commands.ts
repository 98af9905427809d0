/**
 * @file Keys that change how things are shown.
 */

import { DIFFERENCES } from "../../src/render/differences.ts";
import { type DoubtMode, doubtsOf, shownDoubt } from "../../src/render/doubt.ts";
import { PALETTE_NAMES } from "../../src/render/palettes.ts";
import { THEME_CHOICES } from "../state/view-state.ts";
import { type Command, command, inPuzzle, showsArc, showsDoubt } from "./command.ts";

/** The one after it, and after the last the first. */
export function following<T>(items: readonly T[], item: T): T {
  const next = items[(items.indexOf(item) + 1) % items.length];
  if (next === undefined) throw new Error("nothing to choose from");
  return next;
}

export const SHOW_COMMANDS: readonly Command[] = [
  command(
    "show.difference",
    "Outline what differs: nothing, from the step before, the target, the input, the pinned rollout",
    "show",
    ["d"],
    ({ view, session }) => {
      // Without a pinned rollout or a target there is nothing to differ from.
      const modes = DIFFERENCES.filter(
        (mode) =>
          (mode !== "pinned" || view.get().pin !== null) &&
          (mode !== "target" || session.rollout.get()?.record.targetTokens !== null),
      );
      view.update({ difference: following(modes, view.get().difference) });
    },
    inPuzzle,
  ),
  command(
    "show.confidence",
    "Mark the cells the model is unsure of, by largest probability, entropy, top-2 margin",
    "show",
    ["c"],
    ({ view, session }) => {
      const step = session.rollout.get()?.timeline.at(0).shown;
      if (step === undefined) return;
      const modes: readonly DoubtMode[] = ["off", ...doubtsOf(step)];
      view.update({ doubt: following(modes, shownDoubt(view.get().doubt, step)) });
    },
    showsDoubt,
  ),
  command("show.digits", "Numbers in the cells", "show", ["n"], ({ view }) => view.toggle("digits"), showsArc),
  command("show.lines", "Lines between the cells", "show", ["g"], ({ view }) => view.toggle("lines")),
  command(
    "show.uncropped",
    "The whole canvas, with padding and ends of the grid",
    "show",
    ["u"],
    ({ view }) => view.toggle("uncropped"),
    showsArc,
  ),
  command("show.palette", "Next palette", "show", ["a"], ({ view }) =>
    view.update({ palette: following(PALETTE_NAMES, view.get().palette) }),
  ),
  command("show.theme", "Light, dark, or as the system has it", "show", ["t"], ({ view }) =>
    view.update({ theme: following(THEME_CHOICES, view.get().theme) }),
  ),
  command("show.tables", "The grids as tables of text", "show", ["w"], ({ parts }) => parts.ask("tables"), inPuzzle),
  command(
    "show.probes",
    "Probes of this supervision step in the filmstrip",
    "show",
    ["e"],
    ({ view, cursor }) => {
      const step = cursor.position()?.shown.supervisionStep;
      if (step === undefined) return;
      const { expanded } = view.get();
      view.update({
        expanded: expanded.includes(step)
          ? expanded.filter((other) => other !== step)
          : [...expanded, step].sort((a, b) => a - b),
      });
    },
    inPuzzle,
  ),
];
