/**
 * @file The page's side: runs behind a channel, as promises.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { askThrough } from "../channel/ask.ts";
import type { Channel } from "../channel/channel.ts";
import { type OpenedRun, openedRun } from "./opened-run.ts";
import type { Questions } from "./protocol.ts";
import type { RunSource } from "./source.ts";

export interface Reader {
  /** Throws a `FixpointError` with a sentence for what is no run. */
  open(source: RunSource): Promise<OpenedRun>;
}

export function createReader(channel: Channel): Reader {
  const ask = askThrough<Questions>(channel);
  return {
    async open(source) {
      const summary = await ask("open", source);
      return openedRun(source, summary, {
        steps: (rollout: number): Promise<readonly StepRecord[]> => ask("steps", { run: source.id, rollout }),
        task: (id: string): Promise<Task | undefined> => ask("task", { run: source.id, id }),
        measureNext: () => ask("measure", source.id),
        project: (asked) => ask("project", asked),
        close: () => ask("close", source.id),
      });
    },
  };
}
