/**
 * @file A process that writes, or resumes, a made-up run into the directory it is given, for tests that kill it.
 */

import { setTimeout } from "node:timers/promises";
import { KILLED_RUN, writeMadeUpRun } from "./made-up-run.ts";

const [, , directory] = process.argv;
if (directory === undefined) throw new Error("no directory");
process.send?.("started");
await setTimeout(0);
await writeMadeUpRun(directory, { ...KILLED_RUN, resume: true });
