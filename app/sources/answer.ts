/**
 * @file The worker's side: keeps the runs that are open and answers questions about them.
 */

import { answerThrough } from "../channel/answer.ts";
import type { Channel, Request } from "../channel/channel.ts";
import { compact } from "./compact.ts";
import { createKeptBytes, type KeptBytes } from "./kept-bytes.ts";
import { projectStates, recordedStates } from "./project-states.ts";
import type { Questions } from "./protocol.ts";
import { type ReadRun, readRun } from "./read-run.ts";

/** Answers what comes through the channel, for as long as it is there. */
export function answerOn(channel: Channel): void {
  const opened: Opened = { runs: new Map(), kept: createKeptBytes() };
  answerThrough<Questions>(channel, (request, { transfer }) => answer(opened, request, transfer));
}

interface Opened {
  readonly runs: Map<string, Promise<ReadRun>>;
  readonly kept: KeptBytes;
}

async function answer({ runs, kept }: Opened, request: Request<Questions>, transfer: Transferable[]): Promise<unknown> {
  switch (request.name) {
    case "open": {
      const { ask } = request;
      const opening = readRun(ask, kept);
      runs.set(ask.id, opening);
      opening.catch(() => runs.delete(ask.id));
      const { summary } = await opening;
      const { rows, buffer } = compact(summary.records);
      transfer.push(buffer);
      return { ...summary, records: rows };
    }
    case "steps": {
      const { steps } = await opened(runs, request.ask.run);
      const { rows, buffer } = compact(await steps(request.ask.rollout));
      transfer.push(buffer);
      return rows;
    }
    case "task":
      return (await opened(runs, request.ask.run)).task(request.ask.id);
    case "measure":
      return (await opened(runs, request.ask)).measureNext();
    case "project":
      return projectStates(async ({ run, rollout }) => {
        return recordedStates((await opened(runs, run)).run, rollout);
      }, request.ask);
    case "close": {
      const closing = runs.get(request.ask);
      runs.delete(request.ask);
      await (await closing)?.run.close();
      return undefined;
    }
  }
}

async function opened(runs: Map<string, Promise<ReadRun>>, id: string): Promise<ReadRun> {
  const run = runs.get(id);
  if (run === undefined) throw new Error(`run ${id} is not open`);
  return run;
}
