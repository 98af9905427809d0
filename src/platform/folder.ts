/**
 * @file A folder of byte sources: a directory on disk, or files dropped into a page. Readers that look for files beside a
 * file (`identifiers.json`, `all_config.yaml`, a solutions file) do so through this.
 */

import type { ByteSource } from "./byte-source.ts";

export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder";
}

export interface Folder {
  /** What a person calls it, for error messages. */
  readonly name: string;
  /** Entries sorted by name (code unit order), so that every machine sees the same order. */
  list(): Promise<readonly FolderEntry[]>;
  /** Opens a file of this folder; `undefined` where there is none of that name. */
  open(name: string): Promise<ByteSource | undefined>;
  /** A folder inside this one; `undefined` where there is none of that name. */
  folder(name: string): Promise<Folder | undefined>;
}
