/**
 * @file Where words go: results to stdout, notes to stderr.
 */

import { fsError } from "../platform/node/fs-error.ts";

/** A sentence for the person, beside the result. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A line of the result. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** `1 rollout`, `3 rollouts` */
export function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** A reader that has seen enough (`| head`) is no failure; one that never hears the notes must not stop the work. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    const sentence = fsError(error, "write", "to stdout");
    note(sentence instanceof Error ? sentence.message : String(sentence));
    process.exit(1);
  });
  process.stderr.on("error", () => undefined);
}
