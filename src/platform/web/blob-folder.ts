/**
 * @file Files that were dropped into a page together, as a folder.
 */

import type { Folder } from "../folder.ts";
import { blobSource } from "./blob-source.ts";

/** `files` maps paths with `/` between the parts, relative to the folder, to their content. */
export function blobFolder(name: string, files: ReadonlyMap<string, Blob>): Folder {
  return {
    name,
    async list() {
      const kinds = new Map<string, "file" | "folder">();
      for (const path of files.keys()) {
        const slash = path.indexOf("/");
        kinds.set(slash < 0 ? path : path.slice(0, slash), slash < 0 ? "file" : "folder");
      }
      const names = [...kinds.keys()].sort();
      return names.map((entry) => ({ name: entry, kind: kinds.get(entry) ?? "file" }));
    },
    async open(entry) {
      const blob = entry.includes("/") ? undefined : files.get(entry);
      return blob === undefined ? undefined : blobSource(entry, blob);
    },
    async folder(entry) {
      const prefix = `${entry}/`;
      const inside = [...files].filter(([path]) => path.startsWith(prefix));
      if (inside.length === 0 || entry.includes("/")) return undefined;
      return blobFolder(entry, new Map(inside.map(([path, blob]) => [path.slice(prefix.length), blob])));
    },
  };
}
