/**
 * @file A reader for tests of what is open: its runs have no rollouts and nothing else that those ask for; some cannot be opened.
 */

import type { OpenedRun } from "../app/sources/opened-run.ts";
import type { RunSource } from "../app/sources/source.ts";
import { invalid } from "../src/errors.ts";

export const bareReader = {
  /** Rejects for an id with `broken` in it, as a folder without a run does. */
  async open({ id, name }: RunSource): Promise<OpenedRun> {
    if (id.includes("broken")) throw invalid("run", "no run.json", { where: id });
    return { id, name, records: [], measureNext: async () => [] } as unknown as OpenedRun;
  },
};
