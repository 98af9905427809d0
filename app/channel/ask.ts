/**
 * @file The page's side of a channel: calls as promises.
 */

import { FixpointError } from "../../src/errors.ts";
import type { Calls, Channel, Reply } from "./channel.ts";

export type Ask<C extends Calls<C>> = <Name extends keyof C>(
  name: Name,
  ask: C[Name]["ask"],
  /** Told of each part of the answer as it comes. */
  onPart?: (part: never) => void,
) => Promise<C[Name]["answer"]>;

interface Waiting {
  resolve(answer: never): void;
  reject(error: Error): void;
  readonly onPart: ((part: never) => void) | undefined;
}

/** What the other side says is wrong comes as a `FixpointError`, a bug of ours as another. */
export function askThrough<C extends Calls<C>>(channel: Channel): Ask<C> {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  channel.onmessage = ({ data }: MessageEvent<Reply>) => {
    const waiter = waiting.get(data.id);
    if ("part" in data) return waiter?.onPart?.(data.part as never);
    waiting.delete(data.id);
    if ("answer" in data) waiter?.resolve(data.answer as never);
    else waiter?.reject(data.isFault ? new FixpointError(data.error) : new Error(data.error));
  };
  return (name, ask, onPart) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject, onPart });
      channel.postMessage({ id, name, ask }, []);
    });
}
