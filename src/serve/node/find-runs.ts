/**
 * @file The runs that paths on the command line mean: a run, a folder of runs, or a `rollouts.jsonl`.
 */

import { readdir, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { invalid } from "../../errors.ts";
import { fsError } from "../../platform/node/fs-error.ts";
import { RUN_FILE } from "../../trace/run-layout.ts";
import type { ServedRun } from "./serve-explorer.ts";

/** How deep runs are looked for in a folder: `runs/demo/kicked`. */
const DEEPEST = 2;
/** More are no use in a menu. */
export const MOST_RUNS = 100;

/** In the order of the paths. Throws a `FixpointError` for a path with no run in it. */
export async function runsAt(paths: readonly string[]): Promise<readonly ServedRun[]> {
  const found: ServedRun[] = [];
  for (const path of paths) {
    const { isDirectory } = await kindOf(path);
    if (!isDirectory) {
      if (!/\.jsonl$/i.test(path)) {
        throw invalid("run", `${path} is a file`, {
          expected: "a directory that trace or import wrote, or a rollouts.jsonl",
        });
      }
      found.push({ name: basename(path), path, kind: "file" });
      continue;
    }
    const runs = await runsInside(path, DEEPEST);
    if (runs.length === 0) {
      throw invalid("run", `no ${RUN_FILE} in ${path}`, {
        expected: "a directory that trace or import wrote, or one of those",
      });
    }
    found.push(...runs);
  }
  return withUniqueNames(found);
}

/** The runs of a folder that may not be there, the newest first. */
export async function newestRuns(folder: string): Promise<readonly ServedRun[]> {
  const runs = await runsInside(folder, DEEPEST).catch(() => []);
  const dated = await Promise.all(
    runs.map(async (run) => ({ run, time: (await stat(join(run.path, RUN_FILE))).mtimeMs })),
  );
  dated.sort((a, b) => b.time - a.time);
  return withUniqueNames(dated.map(({ run }) => run).slice(0, MOST_RUNS));
}

async function runsInside(path: string, depth: number): Promise<ServedRun[]> {
  const entries = await readdir(path, { withFileTypes: true });
  if (entries.some(({ name }) => name === RUN_FILE)) return [{ name: basename(resolve(path)), path, kind: "folder" }];
  if (depth === 0) return [];
  const inside: ServedRun[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) inside.push(...(await runsInside(join(path, entry.name), depth - 1)));
  }
  return inside;
}

async function kindOf(path: string): Promise<{ readonly isDirectory: boolean }> {
  try {
    return { isDirectory: (await stat(path)).isDirectory() };
  } catch (error) {
    throw fsError(error, "read", path);
  }
}

/** Two of one name become `name` and `name-2`: the name is in the run's URL. */
function withUniqueNames(runs: readonly ServedRun[]): readonly ServedRun[] {
  const taken = new Set<string>();
  return runs.map((run) => {
    let name = run.name;
    for (let number = 2; taken.has(name); number++) name = `${run.name}-${number}`;
    taken.add(name);
    return { ...run, name };
  });
}
