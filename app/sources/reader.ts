/**
 * @file The page's side: runs behind a channel, as promises.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import { FixpointError } from "../../src/errors.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { askThrough } from "../channel/ask.ts";
import type { Channel } from "../channel/channel.ts";
import { type OpenedRun, openedRun } from "./opened-run.ts";
import type { ProjectionAsk } from "./project-states.ts";
import type { Questions } from "./protocol.ts";
import type { RunSource } from "./source.ts";

export interface Reader {
  /** Throws a `FixpointError` with a sentence for what is no run; it names the address of one that has an address. */
  open(source: RunSource): Promise<OpenedRun>;
}

export function createReader(channel: Channel): Reader {
  const ask = askThrough<Questions>(channel);
  return {
    async open(source) {
      const access = {
        steps: (rollout: number): Promise<readonly StepRecord[]> => ask("steps", { run: source.id, rollout }),
        task: (id: string): Promise<Task | undefined> => ask("task", { run: source.id, id }),
        measureNext: () => ask("measure", source.id),
        project: (asked: ProjectionAsk) => ask("project", asked),
        close: () => ask("close", source.id),
      };
      try {
        return openedRun(source, await ask("open", source), access);
      } catch (error) {
        throw withAddress(source, error);
      }
    },
  };
}

/** What the worker says has the name of a file or of a folder at most. */
function withAddress(source: RunSource, error: unknown): unknown {
  if (!(error instanceof FixpointError) || source.kind === "files") return error;
  const { message } = error;
  // A query may hold a secret.
  const { origin, pathname } = new URL(source.url);
  const address = `at ${origin}${pathname}`;
  return new FixpointError(message.endsWith(")") ? `${message.slice(0, -1)}, ${address})` : `${message} (${address})`);
}
