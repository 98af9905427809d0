/**
 * @file What was dropped into the page, or chosen from disk, as sources: a folder, the files of one, or `rollouts.jsonl` files.
 */

import { RUN_FILE } from "../../src/trace/run-layout.ts";
import { type DroppedFile, isRolloutsFile, type RunSource } from "./source.ts";

/** Deeper and larger is no run. */
const MOST_FILES = 20_000;

/** Folders are walked. Call it while the event lasts: afterwards its items are gone. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null);
  const plain = [...transfer.files];
  if (entries.every((entry) => entry === undefined)) return plain.map((blob) => ({ path: blob.name, blob }));
  const files: DroppedFile[] = [];
  for (const entry of entries) if (entry !== undefined) await walk(entry, "", files);
  return files;
}

/** Of `<input type="file">`, with or without `webkitdirectory`. */
export function filesOfInput(list: FileList): readonly DroppedFile[] {
  return [...list].map((blob) => ({ path: blob.webkitRelativePath || blob.name, blob }));
}

/** Every `rollouts.jsonl` is a run of its own; the rest is one run, whatever else lies there. */
export function sourcesOfFiles(files: readonly DroppedFile[]): readonly RunSource[] {
  const sources: RunSource[] = files
    .filter(({ path }) => isRolloutsFile(path))
    .map(({ path, blob }) => ({ ...named(lastPart(path)), files: [{ path: lastPart(path), blob }] }));
  const rest = files.filter(({ path }) => !isRolloutsFile(path));
  const runFolders = runFoldersOf(rest);
  const folders = new Map<string, DroppedFile[]>();
  for (const file of rest) {
    const folder = runFolders.find((candidate) => file.path.startsWith(candidate)) ?? "";
    const inside = folders.get(folder) ?? [];
    folders.set(folder, inside);
    inside.push(file);
  }
  for (const [folder, inside] of folders) {
    const [only] = inside.length === 1 ? inside : [];
    const name = lastPart(folder.replace(/\/$/, "")) || lastPart(only?.path ?? "") || "dropped run";
    sources.push({
      ...named(name),
      files: inside.map(({ path, blob }) => ({ path: path.slice(folder.length), blob })),
    });
  }
  return sources;
}

function named(name: string): { readonly kind: "files"; readonly id: string; readonly name: string } {
  return { kind: "files", id: `dropped:${name}`, name };
}

/** Those with a `run.json`, the innermost first; empty is the drop itself. */
function runFoldersOf(files: readonly DroppedFile[]): readonly string[] {
  const marks = files.filter(({ path }) => /(^|\/)run\.json$/.test(path));
  return marks.map(({ path }) => path.slice(0, -RUN_FILE.length)).sort((a, b) => b.length - a.length);
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

async function walk(entry: FileSystemEntry, above: string, files: DroppedFile[]): Promise<void> {
  if (files.length >= MOST_FILES) return;
  const path = `${above}${entry.name}`;
  if (entry.isFile) {
    const blob = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    files.push({ path, blob });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A call gives a hundred at most, and an empty list in the end.
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return;
    for (const inside of entries) await walk(inside, `${path}/`, files);
  }
}
