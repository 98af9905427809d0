/**
 * @file The measurements of every rollout of the runs that are open, which come in while the gallery is on screen already: its failure
 * modes are these and the thresholds.
 */

import type { Measurements } from "../../src/analysis/modes/measure.ts";
import { whenDrawn } from "../draw/frames.ts";
import type { OpenedRun } from "../sources/opened-run.ts";
import { createStore, type Watched } from "../state/store.ts";

export interface MeasuredRun {
  /** By rollout; so far. */
  readonly measurements: readonly Measurements[];
  readonly isComplete: boolean;
}

export interface Measured extends Watched<ReadonlyMap<string, MeasuredRun>> {
  /** Measures the run unless that is done. Ends early with an error where the run cannot be read. */
  measure(run: OpenedRun): Promise<void>;
}

/** Milliseconds that the first view of a run has to be laid out: it is drawn before measuring takes the processor. */
const HEAD_START_MS = 100;
/** The gallery counts anew after this many milliseconds at the soonest. */
const SHOW_EVERY_MS = 500;

export function createMeasured(): Measured {
  const { get, set, subscribe } = createStore<ReadonlyMap<string, MeasuredRun>>(new Map());
  const begun = new Set<OpenedRun>();
  return {
    get,
    subscribe,
    async measure(run) {
      if (begun.has(run)) return;
      begun.add(run);
      const measurements: Measurements[] = [];
      const show = (isComplete: boolean): void => {
        set(new Map(get()).set(run.id, { measurements: [...measurements], isComplete }));
      };
      await new Promise((resolve) => setTimeout(resolve, HEAD_START_MS));
      let shown = performance.now();
      for (;;) {
        await whenDrawn();
        const more = await run.measureNext();
        if (more.length === 0) break;
        measurements.push(...more);
        if (performance.now() - shown < SHOW_EVERY_MS) continue;
        shown = performance.now();
        show(false);
      }
      show(true);
    },
  };
}
