/**
 * @file What a person points at: a file, with the folder it lies in (for what belongs to it), or a folder.
 */

import type { ByteSource } from "./byte-source.ts";
import type { Folder } from "./folder.ts";

export type InputLocation =
  | { readonly kind: "file"; readonly source: ByteSource; readonly folder: Folder }
  | { readonly kind: "folder"; readonly folder: Folder };
