/**
 * @file A folder behind a URL. A server gives files by name and does not list them, so what must be listed (a directory of tasks,
 * a run that is not complete) cannot be read this way.
 */

import { unsupported } from "../../errors.ts";
import type { Folder } from "../folder.ts";
import { openUrl } from "./http-source.ts";

const NOT_FOUND = 404;

/** `url` is the folder's, with or without a slash at its end; a query is kept for every file. */
export function httpFolder(url: string): Folder {
  const base = new URL(url);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const name = decodeURIComponent(base.pathname.split("/").at(-2) ?? "") || base.host;
  const inside = (entry: string): URL => {
    const target = new URL(base);
    target.pathname += encodeURIComponent(entry);
    return target;
  };
  return {
    name,
    async list() {
      throw unsupported("folder", "a server does not list its files", { expected: "a complete run", where: name });
    },
    async open(entry) {
      const target = inside(entry).href;
      const head = await fetch(target, { method: "HEAD" }).catch(() => undefined);
      // Whatever else is wrong, opening says it in a sentence.
      return head?.status === NOT_FOUND ? undefined : openUrl(target);
    },
    folder: async (entry) => httpFolder(inside(entry).href),
  };
}
