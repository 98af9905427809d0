/**
 * @file The worker that draws a file.
 */

import type { RolloutView } from "../../src/render/rollout-view.ts";
import { answerThrough } from "../channel/answer.ts";
import { ownChannel } from "../channel/channel.ts";
import { contentOf, type FileRequest } from "./file.ts";

export interface Drawings {
  draw: {
    readonly ask: {
      readonly view: RolloutView;
      readonly request: FileRequest;
      readonly pinned: RolloutView | undefined;
    };
    readonly answer: Uint8Array<ArrayBuffer>[];
  };
}

answerThrough<Drawings>(ownChannel(), ({ ask }) => contentOf(ask.view, ask.request, ask.pinned));
