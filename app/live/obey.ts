/**
 * @file Orders to answers, for as long as the channel is there. One model is open at a time.
 */

import { usage } from "../../src/errors.ts";
import { type Answering, answerThrough } from "../channel/answer.ts";
import type { Channel, Request } from "../channel/channel.ts";
import { compact } from "../sources/compact.ts";
import { projectStates, statesInMemory } from "../sources/project-states.ts";
import { type LiveEngine, openLiveEngine, type PreparedOn } from "./live-engine.ts";
import type { Orders } from "./protocol.ts";
import { createStateStore } from "./state-store.ts";

export function obeyOn(channel: Channel, preparedOn: PreparedOn): void {
  let engine: LiveEngine | undefined;
  let isCancelled = false;
  // Of all models that were open: the page still shows what they ran.
  const store = createStateStore();

  function opened(): LiveEngine {
    if (engine === undefined) throw usage("model", "none is open", { expected: "one that is chosen or dropped" });
    return engine;
  }

  async function obey(request: Request<Orders>, { part, transfer }: Answering): Promise<unknown> {
    switch (request.name) {
      case "open": {
        const next = await openLiveEngine(request.ask, preparedOn, store);
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
            part(rows[0] ?? step, [buffer]);
          },
          () => isCancelled,
        );
        return record ?? null;
      }
      case "project":
        return projectStates(async (asked) => {
          const found = store.find(asked);
          return typeof found === "string" ? found : statesInMemory(found);
        }, request.ask);
      case "lend": {
        const found = store.find(request.ask);
        if (typeof found === "string") return found;
        const tensors = found.tensors.map((tensor) => ({ ...tensor, values: tensor.values.slice() }));
        transfer.push(...tensors.map(({ values }) => values.buffer));
        return { ...found, tensors };
      }
      case "cancel":
        isCancelled = true;
        return null;
    }
  }

  answerThrough<Orders>(channel, obey);
}
