/**
 * @file Keys of the live view.
 */

import type { Application } from "../application.ts";
import { type Command, command } from "./command.ts";

const inLive = ({ view }: Application): boolean => view.get().view === "live";

export const LIVE_COMMANDS: readonly Command[] = [
  command("go.live", "Run a model live in this page", "go", ["v"], ({ view }) => view.update({ view: "live" })),
  command("live.interfere", "Interfere at the cursor", "go", ["i"], ({ parts }) => parts.ask("interfere"), inLive),
];
