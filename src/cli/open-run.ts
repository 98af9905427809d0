/**
 * @file A run that a path on the command line names.
 */

import { invalid } from "../errors.ts";
import { openLocation } from "../platform/node/location.ts";
import { openRun, type Run } from "../trace/run-reader.ts";

/** Opens the run; the caller closes it. Throws a `FixpointError` where there is nothing, a file, or no run. */
export async function openRunPath(path: string): Promise<Run> {
  const location = await openLocation(path);
  if (location.kind === "folder") return openRun(location.folder);
  await location.source.close();
  throw invalid("run", `${path} is a file`, { expected: "a directory that trace or import wrote" });
}
