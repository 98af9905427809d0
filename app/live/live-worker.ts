/**
 * @file The worker in which models run: whatever a step costs, the page stays responsive.
 */

import type { Channel } from "../sources/protocol.ts";
import { preparedOn } from "./choose-engine.ts";
import { obeyOn } from "./obey.ts";

obeyOn(self as unknown as Channel, preparedOn);
