/**
 * @file Commands that save something: the palette and the puzzle view's menu have them.
 */

import type { PictureFormat } from "../../src/render/picture.ts";
import type { Application } from "../application.ts";
import type { TableFormat } from "../export/file.ts";
import { pictureLook } from "../export/picture-look.ts";
import { offer, pinnedBeside, saveRollout } from "../export/save.ts";
import { type Command, command, inPuzzle } from "./command.ts";

/** The rollout on screen, as the page shows it. */
function savePicture(application: Application, format: PictureFormat, isStill: boolean): void {
  const model = application.session.rollout.get();
  if (model === undefined) return;
  const look = pictureLook(application.view.get(), model, {
    theme: application.theme.get(),
    hasPinned: pinnedBeside(application) !== undefined,
  });
  const at = isStill ? model.timeline.addressOf(application.cursor.index()) : undefined;
  void saveRollout(application, { kind: "picture", picture: { ...look, format, at } });
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
    (application) => void saveRollout(application, { kind: "table", format }),
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
