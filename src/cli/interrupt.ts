/**
 * @file Ctrl-C. What is on disk is always whole, so a trace says what is left behind and goes; what cannot be gone on with is
 * undone first.
 */

import { note } from "./output.ts";

/** 128 + SIGINT, as shells expect. */
const INTERRUPTED = 130;

/** Calls `say` on Ctrl-C before the process ends. Returns a function that takes this back. */
export function onInterrupt(say: () => void): () => void {
  const handler = (): void => {
    say();
    process.exit(INTERRUPTED);
  };
  process.once("SIGINT", handler);
  return () => {
    process.removeListener("SIGINT", handler);
  };
}

/**
 * Does work that cleans up when it throws. On Ctrl-C the next call of `check` throws; once the work has cleaned up, the
 * process ends. A second Ctrl-C ends it at once.
 */
export async function undoneOnInterrupt<T>(work: (check: () => void) => Promise<T>): Promise<T> {
  let interrupted = false;
  const handler = (): void => {
    interrupted = true;
  };
  process.once("SIGINT", handler);
  try {
    return await work(() => {
      if (interrupted) throw new Error("interrupted");
    });
  } catch (error) {
    if (!interrupted) throw error;
    note("interrupted: nothing was written");
    process.exit(INTERRUPTED);
  } finally {
    process.removeListener("SIGINT", handler);
  }
}

export interface StoppableWork {
  isStopped(): boolean;
  /** Says what is left behind, and ends the process as an interrupted one. */
  leave(sentence: string): never;
  /** Lets Ctrl-C be again. */
  release(): void;
}

/** Work that asks, step by step, whether it is to stop, and then leaves everything in order. A second Ctrl-C ends it at once. */
export function stopOnInterrupt(): StoppableWork {
  let stopped = false;
  const handler = (): void => {
    stopped = true;
  };
  process.once("SIGINT", handler);
  return {
    isStopped: () => stopped,
    leave(sentence) {
      note(sentence);
      process.exit(INTERRUPTED);
    },
    release() {
      process.removeListener("SIGINT", handler);
    },
  };
}
