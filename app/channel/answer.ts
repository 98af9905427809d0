/**
 * @file The worker's side of a channel.
 */

import { FixpointError } from "../../src/errors.ts";
import type { Calls, Channel, Reply, Request } from "./channel.ts";

export interface Answering {
  /** What goes along with the answer instead of being copied. */
  readonly transfer: Transferable[];
  /** Sends a part ahead of the answer. */
  part(part: unknown, transfer: Transferable[]): void;
}

/** Answers what comes through the channel, for as long as it is there. What `answer` throws goes back. */
export function answerThrough<C extends Calls<C>>(
  channel: Channel,
  answer: (request: Request<C>, answering: Answering) => Promise<unknown>,
): void {
  channel.onmessage = async ({ data }: MessageEvent<Request<C>>) => {
    const { id } = data;
    const transfer: Transferable[] = [];
    const send = (reply: Reply, along: Transferable[]): void => channel.postMessage(reply, along);
    try {
      const part: Answering["part"] = (part, along) => send({ id, part }, along);
      send({ id, answer: await answer(data, { transfer, part }) }, transfer);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send({ id, error: message, isFault: error instanceof FixpointError }, []);
    }
  };
}
