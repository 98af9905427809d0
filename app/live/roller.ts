/**
 * @file The page's side: models behind a channel, as promises.
 */

import { FixpointError } from "../../src/errors.ts";
import type { StepRecord } from "../../src/trace/schema.ts";
import type { Channel } from "../sources/protocol.ts";
import type { LiveResponse, OrderName, Orders, RunOrder } from "./protocol.ts";

export interface Roller {
  ask<Name extends OrderName>(name: Name, ask: Orders[Name]["ask"]): Promise<Orders[Name]["answer"]>;
  /** `onStep` is told of each step as it comes. */
  run(order: RunOrder, onStep: (step: StepRecord) => void): Promise<Orders["run"]["answer"]>;
}

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
  readonly onStep?: (step: StepRecord) => void;
}

export function createRoller(channel: Channel): Roller {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  channel.onmessage = ({ data }: MessageEvent<LiveResponse>) => {
    const waiter = waiting.get(data.id);
    if ("step" in data) return waiter?.onStep?.(data.step);
    waiting.delete(data.id);
    if ("answer" in data) waiter?.resolve(data.answer as never);
    else waiter?.reject(data.isFault ? new FixpointError(data.error) : new Error(data.error));
  };
  function send<Name extends OrderName>(
    name: Name,
    ask: Orders[Name]["ask"],
    onStep?: (step: StepRecord) => void,
  ): Promise<Orders[Name]["answer"]> {
    return new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject, ...(onStep && { onStep }) });
      channel.postMessage({ id, name, ask }, []);
    });
  }
  return { ask: (name, ask) => send(name, ask), run: (order, onStep) => send("run", order, onStep) };
}
