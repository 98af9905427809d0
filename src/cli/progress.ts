/**
 * @file How far it is: a bar that is drawn over itself on a terminal, a plain line every so often elsewhere.
 */

const BAR_WIDTH = 24;
const TERMINAL_INTERVAL_MS = 100;
const PLAIN_INTERVAL_MS = 10_000;
const CLEAR_LINE = "\r\x1b[2K";

export interface Progress {
  /** `done` of the total, fractions included, and what else there is to say about it. */
  update(done: number, detail?: () => string): void;
  /** Clears the bar; what is printed next starts on a fresh line. */
  end(): void;
}

export interface ProgressOptions {
  readonly total: number;
  /** Already there when this began: it counts as done, not into the rate. */
  readonly start?: number;
  /** What is counted: `rollouts`. */
  readonly unit: string;
  readonly stream?: NodeJS.WriteStream;
  readonly now?: () => number;
}

export function createProgress(options: ProgressOptions): Progress {
  const { total, start = 0, unit, stream = process.stderr, now = () => performance.now() } = options;
  const began = now();
  const draws = stream.isTTY === true && process.env["TERM"] !== "dumb";
  const interval = draws ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS;
  let last = draws ? Number.NEGATIVE_INFINITY : began;
  return {
    update(done, detail) {
      const time = now();
      if (time - last < interval) return;
      last = time;
      const count = describeProgress({ done, start, total, unit, seconds: (time - began) / 1000 });
      const text = detail === undefined ? count : `${count}, ${detail()}`;
      if (!draws) stream.write(`${text}\n`);
      // A line that wraps could not be drawn over.
      else stream.write(`${CLEAR_LINE}${`${bar(done / total)} ${text}`.slice(0, (stream.columns || 80) - 1)}`);
    },
    end() {
      if (draws) stream.write(CLEAR_LINE);
    },
  };
}

function bar(share: number): string {
  const filled = Math.round(Math.min(1, share) * BAR_WIDTH);
  return `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)}`;
}

/** `12 of 400 rollouts, 1.3/s, 5 min left` */
export function describeProgress({
  done,
  start,
  total,
  unit,
  seconds,
}: {
  done: number;
  start: number;
  total: number;
  unit: string;
  seconds: number;
}): string {
  const rate = (done - start) / seconds;
  const counted = `${Math.floor(done)} of ${total} ${unit}`;
  if (!(rate > 0) || !Number.isFinite(rate)) return counted;
  const speed = rate >= 1 ? `${rate.toFixed(1)}/s` : `${(1 / rate).toFixed(1)} s each`;
  return `${counted}, ${speed}, ${duration((total - done) / rate)} left`;
}

/** Seconds as a person says them. */
export function duration(seconds: number): string {
  if (seconds < 0.5) return "< 1 s";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
