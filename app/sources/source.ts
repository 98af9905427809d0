/**
 * @file Where a run is opened from: a folder or a `rollouts.jsonl` behind a URL, or files that were dropped. Plain data, so that
 * it can be sent to the worker that reads.
 */

import { RUN_FILE } from "../../src/trace/run-layout.ts";

export type RunSource =
  | {
      readonly kind: "url";
      readonly id: string;
      readonly name: string;
      readonly url: string;
      /** Where its host says that `analyze` wrote into it. */
      readonly isAnalysed?: boolean;
    }
  | { readonly kind: "files"; readonly id: string; readonly name: string; readonly files: readonly DroppedFile[] };

export interface DroppedFile {
  /** Relative to the dropped folder, with `/` between the parts. */
  readonly path: string;
  readonly blob: Blob;
}

/**
 * Of one run behind a URL, as `?url=`, a link or the list of runs gives it. Relative URLs are the page's. However it is written, the
 * same run has the same id: its folder's address with a slash at the end, relative where it lies under the page.
 */
export function urlSource(url: string, base: string, name?: string): RunSource | undefined {
  const absolute = tryUrl(url, base);
  if (absolute === undefined || !/^https?:$/.test(absolute.protocol)) return undefined;
  if (!isRolloutsFile(absolute.pathname)) toFolder(absolute);
  const { href } = absolute;
  const id = href.startsWith(base) && href !== base ? href.slice(base.length) : href;
  return { kind: "url", id, name: name ?? nameOf(absolute), url: href };
}

/** People paste the address of a run's `run.json` as well as that of its folder, and leave out its last slash. */
function toFolder(url: URL): void {
  if (url.pathname.endsWith(`/${RUN_FILE}`)) url.pathname = url.pathname.slice(0, -RUN_FILE.length);
  if (!url.pathname.endsWith("/")) url.pathname += "/";
}

export function isRolloutsFile(name: string): boolean {
  return /\.jsonl$/i.test(name);
}

function tryUrl(url: string, base: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/** The last part of the path that says something. */
function nameOf({ pathname, host }: URL): string {
  const last = pathname.split("/").findLast((part) => part !== "");
  try {
    return decodeURIComponent(last ?? host);
  } catch {
    return last ?? host;
  }
}
