/**
 * @file The runs that the page's host gives it: `runs.json` beside the page, which `fixpoint view` answers and a static host may
 * hold: `{"runs": [{"name": "kicked", "url": "runs/kicked/", "analysis": true}]}`, the last where it has an `analysis.parquet`.
 */

import { isObject } from "../../src/arc/describe.ts";
import { type RunSource, urlSource } from "./source.ts";

export const RUN_LIST = "runs.json";

/** The sources of a parsed list; what is no run in it is passed over. */
export function runsOfList(value: unknown, base: string): readonly RunSource[] {
  const runs = isObject(value) ? value["runs"] : undefined;
  if (!Array.isArray(runs)) return [];
  return runs.flatMap((entry) => {
    if (!isObject(entry) || typeof entry["url"] !== "string") return [];
    const { url, name } = entry;
    const source = urlSource(url, base, typeof name === "string" ? name : undefined);
    if (source === undefined) return [];
    return [source.kind === "url" && entry["analysis"] === true ? { ...source, isAnalysed: true } : source];
  });
}

/** None where the host has no list. */
export async function fetchRunList(base: string): Promise<readonly RunSource[]> {
  const response = await fetch(new URL(RUN_LIST, base), { cache: "no-store" }).catch(() => undefined);
  if (!response?.ok) return [];
  return runsOfList(await response.json().catch(() => undefined), base);
}
