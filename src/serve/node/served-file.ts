/**
 * @file From the path of a URL to a file that may be served: one inside a root, whatever the path says and wherever links lead.
 */

import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

export interface ServedFile {
  readonly path: string;
  readonly size: number;
  /** Changes when the file does. */
  readonly etag: string;
}

/** The decoded parts of a URL's path; `undefined` where one of them is no plain name. */
export function plainParts(pathname: string): readonly string[] | undefined {
  const parts: string[] = [];
  for (const part of pathname.split("/").filter((text) => text !== "")) {
    const name = decoded(part);
    if (name === undefined || name === "." || name === ".." || /[/\\\0]/.test(name)) return undefined;
    parts.push(name);
  }
  return parts;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** A plain file inside `root`, links followed; `undefined` where there is none, or where a link leads outside. */
export async function fileInside(root: string, parts: readonly string[]): Promise<ServedFile | undefined> {
  try {
    const [base, path] = await Promise.all([realpath(root), realpath(join(root, ...parts))]);
    if (path !== base && !path.startsWith(base.endsWith(sep) ? base : base + sep)) return undefined;
    const stats = await stat(path);
    if (!stats.isFile()) return undefined;
    return { path, size: stats.size, etag: `"${stats.size.toString(36)}-${Math.trunc(stats.mtimeMs).toString(36)}"` };
  } catch {
    // Not there, or not readable: for a server that is the same.
    return undefined;
  }
}
