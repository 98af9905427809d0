/**
 * @file What a path on the command line points at.
 */

import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { InputLocation } from "../input-location.ts";
import { openFile } from "./file-source.ts";
import { openFolder } from "./folder.ts";
import { fsError } from "./fs-error.ts";

/** Opens the file or directory at `path`. The caller closes the file. Throws a `FixpointError` where there is neither. */
export async function openLocation(path: string): Promise<InputLocation> {
  if (await isDirectory(path)) return { kind: "folder", folder: openFolder(path) };
  return { kind: "file", source: await openFile(path), folder: openFolder(dirname(path)) };
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw fsError(error, "read", path);
  }
}
