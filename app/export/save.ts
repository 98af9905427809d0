/**
 * @file Saving a file from the page. Pictures are drawn in a worker: an animation takes seconds.
 */

import type { RolloutView } from "../../src/render/rollout-view.ts";
import type { Application } from "../application.ts";
import { askThrough } from "../channel/ask.ts";
import type { Channel } from "../channel/channel.ts";
import type { RolloutModel } from "../session/rollout-model.ts";
import { type FileRequest, fileName, formatOf, MEDIA_TYPES } from "./file.ts";
import type { Drawings } from "./worker.ts";

/** The rollout on screen. Never rejects: what is wrong is said. */
export async function saveRollout(application: Application, request: FileRequest): Promise<void> {
  const { session } = application;
  const model = session.rollout.get();
  if (model === undefined) return;
  const [view, pinned] = [viewOf(model), pinnedBeside(application)];
  const name = fileName(view, request);
  try {
    const pieces = await session.busy.during(`drawing ${name}`, drawn(view, request, pinned && viewOf(pinned)));
    offer(name, new Blob(pieces, { type: MEDIA_TYPES[formatOf(request)] ?? "" }));
    session.notices.tell(`saved ${name}`);
  } catch (error) {
    session.notices.report(error);
  }
}

/** What stands beside the rollout on screen. Beside itself nothing does. */
export function pinnedBeside({ view, session }: Application): RolloutModel | undefined {
  const pinned = session.pinned.get();
  return view.get().pin === null || pinned === session.rollout.get() ? undefined : pinned;
}

function viewOf({ run: { name: run, cycles, side, kind }, record, steps }: RolloutModel): RolloutView {
  return { run, record, steps, cycles, side, kind };
}

/** As a download of the browser. */
export function offer(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  [link.href, link.download] = [url, name];
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function drawn(
  view: RolloutView,
  request: FileRequest,
  pinned: RolloutView | undefined,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const failure = new Promise<never>((_resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  const answer = askThrough<Drawings>(worker as Channel)("draw", { view, request, pinned });
  return Promise.race([answer, failure]).finally(() => worker.terminate());
}
