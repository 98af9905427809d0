/**
 * @file The worker in which models run: whatever a step costs, the page stays responsive.
 */

import { ownChannel } from "../channel/channel.ts";
import { preparedOn } from "./choose-engine.ts";
import { obeyOn } from "./obey.ts";

obeyOn(ownChannel(), preparedOn);
