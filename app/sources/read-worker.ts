/**
 * @file The worker that reads runs.
 */

import { ownChannel } from "../channel/channel.ts";
import { answerOn } from "./answer.ts";

answerOn(ownChannel());
