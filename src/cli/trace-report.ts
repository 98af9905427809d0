/**
 * @file What a person sees of a trace while it runs, on stderr, and what it came to.
 */

import { existsSync } from "node:fs";
import type { TraceProgress } from "../trace/node/trace-run.ts";
import { onInterrupt } from "./interrupt.ts";
import { count, note } from "./output.ts";
import { createProgress, duration } from "./progress.ts";

export interface TraceReportOptions {
  /** The run directory, as given. */
  readonly out: string;
  /** Rollouts of the whole run. */
  readonly rollouts: number;
  /** Rollouts that are on disk. */
  readonly completed: () => number;
  /** Said once the first event is there, so that a trace that cannot begin says only why. */
  readonly headline: string;
}

export interface TraceReport extends TraceProgress {
  /** Takes down the bar and lets Ctrl-C be again. */
  end(): void;
  /** `runs/first: 20 rollouts, 3 of 20 solved, 2 min` */
  summary(): string;
}

export function reportTrace({ out, rollouts, completed, headline }: TraceReportOptions): TraceReport {
  const start = completed();
  const began = performance.now();
  const progress = createProgress({ total: rollouts, start, unit: "rollouts" });
  let [begun, solved, judged] = [false, 0, 0];
  const release = onInterrupt(() => {
    progress.end();
    note(
      existsSync(out)
        ? `interrupted after ${completed()} of ${count(rollouts, "rollout")}: the same command with --resume goes on`
        : "interrupted before the first batch was done: nothing was written",
    );
  });
  return {
    onProgress(done) {
      if (!begun) note(headline);
      begun = true;
      progress.update(done);
    },
    onRollout({ rollout }) {
      if (rollout.solved === null) return;
      judged++;
      if (rollout.solved) solved++;
    },
    end() {
      progress.end();
      release();
    },
    summary() {
      // Of a resumed run only what was done now has been seen.
      const verdict = judged > 0 && start === 0 ? `, ${solved} of ${judged} solved` : "";
      return `${out}: ${count(rollouts, "rollout")}${verdict}, ${duration((performance.now() - began) / 1000)}`;
    },
  };
}
