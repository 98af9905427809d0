/**
 * @file Commands that save something: the palette and the puzzle view's menu have them.
 */

import type { PictureFormat } from "../../src/render/picture.ts";
import type { Application } from "../application.ts";
import type { TableFormat } from "../export/file.ts";
import { offer, saveRollout } from "../export/save.ts";
import { type Command, command, inPuzzle } from "./command.ts";

/** As the page looks: palette, theme, digits, canvas, difference. */
function savePicture(application: Application, format: PictureFormat, isStill: boolean): void {
  const { palette, difference, digits, uncropped } = application.view.get();
  const look = { palette, digits, uncropped, theme: application.theme.get() };
  const target = application.session.rollout.get()?.record.targetTokens;
  if (difference === "pinned") {
    application.session.notices.say(
      "pictures do not outline what differs from the pinned rollout: nothing is outlined",
    );
  }
  const isDrawn = difference !== "pinned" && (difference !== "target" || target !== null);
  void saveRollout(
    application,
    (at) => ({
      kind: "picture",
      picture: { ...look, format, at: isStill ? at : undefined, difference: isDrawn ? difference : "none" },
    }),
    addressNow(application),
  );
}

function addressNow({ session, cursor }: Application): string {
  return session.rollout.get()?.timeline.addressOf(cursor.index()) ?? "";
}

const still = (format: PictureFormat, keys: readonly string[]): Command =>
  command(
    `export.still-${format}`,
    `Save this answer as ${format.toUpperCase()}`,
    "export",
    keys,
    (application) => savePicture(application, format, true),
    inPuzzle,
  );
const strip = (format: PictureFormat): Command =>
  command(
    `export.strip-${format}`,
    `Save the filmstrip as ${format.toUpperCase()}`,
    "export",
    [],
    (application) => savePicture(application, format, false),
    inPuzzle,
  );
const table = (format: TableFormat, name: string): Command =>
  command(
    `export.${format}`,
    `Save the rollout's steps as ${name}`,
    "export",
    [],
    (application) => void saveRollout(application, () => ({ kind: "table", format }), ""),
    inPuzzle,
  );

/** What the menu of the puzzle view lists. */
export const EXPORT_COMMANDS: readonly Command[] = [
  still("png", ["s"]),
  still("svg", []),
  strip("png"),
  strip("svg"),
  command(
    "export.gif",
    "Save the rollout as an animated GIF",
    "export",
    [],
    (application) => savePicture(application, "gif", false),
    inPuzzle,
  ),
  table("csv", "CSV"),
  table("jsonl", "JSON lines"),
];

export const NOTE_COMMANDS: readonly Command[] = [
  command("notes.write", "Write a note on this rollout", "page", ["m"], ({ parts }) => parts.ask("note"), inPuzzle),
  command("notes.export", "Save all notes as JSON", "export", [], ({ notes }) =>
    offer("fixpoint-notes.json", new Blob([notes.exported()], { type: "application/json" })),
  ),
  command("notes.import", "Read notes from JSON, and merge them", "export", [], ({ parts }) =>
    parts.ask("import-notes"),
  ),
];
