/**
 * @file Where a run is opened from: a folder or a `rollouts.jsonl` behind a URL, or files that were dropped. Plain data, so that
 * it can be sent to the worker that reads.
 */

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

/** Of one run behind a URL, as `?url=`, a link or the list of runs gives it. Relative URLs are the page's. */
export function urlSource(url: string, base: string, name?: string): RunSource | undefined {
  const absolute = URL.parse?.(url, base) ?? tryUrl(url, base);
  if (absolute === undefined || !/^https?:$/.test(absolute.protocol)) return undefined;
  return { kind: "url", id: url, name: name ?? nameOf(absolute), url: absolute.href };
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
  const last = pathname.split("/").findLast((part) => part !== "" && part !== "run.json");
  try {
    return decodeURIComponent(last ?? host);
  } catch {
    return last ?? host;
  }
}
