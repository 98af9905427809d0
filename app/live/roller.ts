/**
 * @file The page's side: models behind a channel, as promises.
 */

import type { StepRecord } from "../../src/trace/schema.ts";
import { type Ask, askThrough } from "../channel/ask.ts";
import type { Channel } from "../channel/channel.ts";
import type { Orders, RunOrder } from "./protocol.ts";

export interface Roller {
  readonly ask: Ask<Orders>;
  /** `onStep` is told of each step as it comes. */
  run(order: RunOrder, onStep: (step: StepRecord) => void): Promise<Orders["run"]["answer"]>;
}

export function createRoller(channel: Channel): Roller {
  const ask = askThrough<Orders>(channel);
  return { ask, run: (order, onStep) => ask("run", order, onStep) };
}
