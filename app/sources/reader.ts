/**
 * @file The page's side: runs behind a channel, as promises.
 */

import type { Task } from "../../src/arc/puzzle.ts";
import { FixpointError } from "../../src/errors.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import { type OpenedRun, openedRun } from "./opened-run.ts";
import type { Channel, QuestionName, Questions, Response } from "./protocol.ts";
import type { RunSource } from "./source.ts";

export interface Reader {
  /** Throws a `FixpointError` with a sentence for what is no run. */
  open(source: RunSource): Promise<OpenedRun>;
}

export function createReader(channel: Channel): Reader {
  const waiting = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  let next = 0;
  channel.onmessage = ({ data }: MessageEvent<Response>) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if ("answer" in data) resolve?.(data.answer as never);
    else reject?.(data.isFault ? new FixpointError(data.error) : new Error(data.error));
  };
  function ask<Name extends QuestionName>(name: Name, ask: Questions[Name]["ask"]): Promise<Questions[Name]["answer"]> {
    return new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      channel.postMessage({ id, name, ask }, []);
    });
  }
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
