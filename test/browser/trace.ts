/**
 * @file What a page's work costs, out of Chromium's own tracing: processor time of its threads, not time on the clock, so that the
 * numbers hold on a machine that does other things meanwhile.
 */

import type { Browser, Page } from "playwright-core";

const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "__metadata"];

/** Of the tracing format; times in microseconds, `tdur` on the processor. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

export interface Work {
  /** Processor milliseconds of every task of the page's main thread. */
  readonly tasks: readonly number[];
  /** What the longest task did, longest first, with the milliseconds of each. */
  readonly longest: string;
  /** Milliseconds of script in each frame of the main thread. */
  readonly scriptPerFrame: readonly number[];
  /** Processor milliseconds of everything on the main thread, and of the page's workers. */
  readonly main: number;
  readonly workers: number;
}

/** Traces the page while `act` lasts. */
export async function traced(browser: Browser, page: Page, act: () => Promise<void>): Promise<Work> {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  const json = (await browser.stopTracing()).toString("utf8");
  return workOf((JSON.parse(json) as { traceEvents: TraceEvent[] }).traceEvents);
}

/** Where script begins to run: from the outside, nothing of it runs elsewhere. */
const SCRIPT = new Set([
  "EvaluateScript",
  "v8.evaluateModule",
  "FunctionCall",
  "EventDispatch",
  "FireAnimationFrame",
  "FireIdleCallback",
  "TimerFire",
  "RunMicrotasks",
  "v8.callFunction",
]);

function workOf(events: readonly TraceEvent[]): Work {
  const named = (name: string) => events.filter((event) => event.name === "thread_name" && event.args.name === name);
  const timed = events.filter(({ ph }) => ph !== "M").sort((a, b) => a.ts - b.ts);
  // The page's renderer is the one that did most: others are those of the browser's own pages.
  const [main = []] = named("CrRendererMain")
    .map((thread) => onThread(timed, thread))
    .sort((a, b) => sum(tasksOf(b)) - sum(tasksOf(a)));
  const workers = named("DedicatedWorker thread").map((thread) => onThread(timed, thread));
  const script = outermost(main.filter(({ name }) => SCRIPT.has(name)));
  // A frame of the main thread ends when it hands over to the compositor.
  const frames = main.filter(({ name }) => name === "Commit").map(({ ts }) => ts);
  return {
    tasks: tasksOf(main),
    longest: longestOf(main),
    scriptPerFrame: frames.map((to, at) => {
      const from = frames[at - 1] ?? 0;
      return sum(script.filter(({ ts }) => ts >= from && ts < to).map(milliseconds));
    }),
    main: sum(tasksOf(main)),
    workers: sum(workers.map((thread) => sum(tasksOf(thread)))),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const milliseconds = ({ tdur, dur = 0 }: TraceEvent): number => (tdur ?? dur) / 1000;

const onThread = (events: readonly TraceEvent[], { pid, tid }: TraceEvent): TraceEvent[] =>
  events.filter((event) => event.pid === pid && event.tid === tid);

const tasksOf = (thread: readonly TraceEvent[]): number[] =>
  outermost(thread.filter(({ name }) => name === "RunTask")).map(milliseconds);

function longestOf(thread: readonly TraceEvent[]): string {
  const task = thread
    .filter(({ name }) => name === "RunTask")
    .reduce((a, b) => (milliseconds(b) > milliseconds(a) ? b : a));
  const inside = thread.filter(
    ({ name, ph, ts, dur = 0 }) =>
      ph === "X" && name !== "RunTask" && ts >= task.ts && ts + dur <= task.ts + (task.dur ?? 0),
  );
  const parts = [...outermost(inside)].sort((a, b) => milliseconds(b) - milliseconds(a));
  return parts
    .slice(0, 3)
    .map((part) => `${part.name} ${milliseconds(part).toFixed(0)}`)
    .join(", ");
}

/** Without the events inside others. */
function outermost(events: readonly TraceEvent[]): readonly TraceEvent[] {
  let end = 0;
  return events.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

/** The share `share` of the numbers is at most this. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
