/**
 * @file The worker's side: keeps the runs that are open and answers questions about them.
 */

import { answerThrough } from "../channel/answer.ts";
import type { Channel, Request } from "../channel/channel.ts";
import { compact } from "./compact.ts";
import { projectStates } from "./project-states.ts";
import type { Questions } from "./protocol.ts";
import { type ReadRun, readRun } from "./read-run.ts";

/** Answers what comes through the channel, for as long as it is there. */
export function answerOn(channel: Channel): void {
  const runs = new Map<string, Promise<ReadRun>>();
  answerThrough<Questions>(channel, (request, { transfer }) => answer(runs, request, transfer));
}

async function answer(
  runs: Map<string, Promise<ReadRun>>,
  request: Request<Questions>,
  transfer: Transferable[],
): Promise<unknown> {
  switch (request.name) {
    case "open": {
      const { ask } = request;
      const opening = readRun(ask);
      runs.set(ask.id, opening);
      opening.catch(() => runs.delete(ask.id));
      const { summary } = await opening;
      const { rows, buffer } = compact(summary.records);
      transfer.push(buffer);
      return { ...summary, records: rows };
    }
    case "steps": {
      const { run } = await opened(runs, request.ask.run);
      const { rows, buffer } = compact(await run.steps(request.ask.rollout));
      transfer.push(buffer);
      return rows;
    }
    case "task":
      return (await opened(runs, request.ask.run)).task(request.ask.id);
    case "measure":
      return (await opened(runs, request.ask)).measureNext();
    case "project":
      return projectStates((id) => opened(runs, id), request.ask);
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
