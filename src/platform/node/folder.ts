/**
 * @file A directory on disk as a folder.
 */

import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Folder, FolderEntry } from "../folder.ts";
import { openFile } from "./file-source.ts";
import { errorCode, fsError } from "./fs-error.ts";

/** The directory at `path`. Nothing is touched before it is asked for something. */
export function openFolder(path: string): Folder {
  return {
    name: basename(resolve(path)),
    list: () => listFolder(path),
    async open(name) {
      return (await kindOf(path, name)) === "file" ? openFile(join(path, name)) : undefined;
    },
    async folder(name) {
      return (await kindOf(path, name)) === "folder" ? openFolder(join(path, name)) : undefined;
    },
  };
}

async function listFolder(path: string): Promise<readonly FolderEntry[]> {
  const names = await readNames(path);
  const entries: FolderEntry[] = [];
  for (const name of names) {
    const kind = await kindOf(path, name);
    if (kind !== undefined) entries.push({ name, kind });
  }
  return entries;
}

async function readNames(path: string): Promise<readonly string[]> {
  try {
    // The default order of sort() is that of code units, the same on every machine.
    return (await readdir(path)).sort();
  } catch (error) {
    throw fsError(error, "read", path);
  }
}

/**
 * What stands behind a name, links followed; `undefined` for nothing, a dangling link, or neither file nor directory.
 * Names come from foreign files too: one that is not a plain name never leaves the directory.
 */
async function kindOf(path: string, name: string): Promise<FolderEntry["kind"] | undefined> {
  if (name === "" || name === "." || name === ".." || /[/\\\0]/.test(name)) return undefined;
  try {
    const stats = await stat(join(path, name));
    if (stats.isFile()) return "file";
    return stats.isDirectory() ? "folder" : undefined;
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG" || code === "ELOOP") return undefined;
    throw fsError(error, "read", join(path, name));
  }
}
