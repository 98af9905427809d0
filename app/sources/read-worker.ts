/**
 * @file The worker that reads runs.
 */

import { answerOn } from "./answer.ts";
import type { Channel } from "./protocol.ts";

answerOn(self as unknown as Channel);
