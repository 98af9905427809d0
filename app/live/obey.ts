/**
 * @file Orders to answers, for as long as the channel is there. One model is open at a time.
 */

import { FixpointError, usage } from "../../src/errors.ts";
import { compact } from "../sources/compact.ts";
import type { Channel } from "../sources/protocol.ts";
import { type LiveEngine, openLiveEngine, type PreparedOn } from "./live-engine.ts";
import type { LiveRequest, LiveResponse } from "./protocol.ts";

export function obeyOn(channel: Channel, preparedOn: PreparedOn): void {
  let engine: LiveEngine | undefined;
  let isCancelled = false;

  function opened(): LiveEngine {
    if (engine === undefined) throw usage("model", "none is open", { expected: "one that is chosen or dropped" });
    return engine;
  }

  async function obey(request: LiveRequest): Promise<unknown> {
    switch (request.name) {
      case "open": {
        const { files, engine: choice } = request.ask;
        const next = await openLiveEngine(files, choice, preparedOn);
        await engine?.close();
        engine = next;
        return next.about;
      }
      case "examples":
        return opened().examples(request.ask);
      case "tasks":
        return opened().tasks(request.ask);
      case "run": {
        isCancelled = false;
        const record = await opened().run(
          request.ask,
          (step) => {
            const { rows, buffer } = compact([step]);
            const response: LiveResponse = { id: request.id, step: rows[0] ?? step };
            channel.postMessage(response, [buffer]);
          },
          () => isCancelled,
        );
        return record ?? null;
      }
      case "cancel":
        isCancelled = true;
        return null;
    }
  }

  channel.onmessage = async ({ data }: MessageEvent<LiveRequest>) => {
    let response: LiveResponse;
    try {
      response = { id: data.id, answer: await obey(data) };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      response = { id: data.id, error: message, isFault: error instanceof FixpointError };
    }
    channel.postMessage(response, []);
  };
}
