/**
 * @file Drawing once per frame, however often it is asked for, and never longer than a frame has time for.
 */

/** Milliseconds that drawing in the background may take at once: input and frames come in between. */
const BUDGET_MS = 6;

export interface Redraw {
  request(): void;
  cancel(): void;
}

/** Calls `draw` in the next frame after any number of requests. */
export function oncePerFrame(draw: () => void): Redraw {
  let handle: number | undefined;
  return {
    request() {
      handle ??= requestAnimationFrame(() => {
        handle = undefined;
        draw();
      });
    },
    cancel() {
      if (handle !== undefined) cancelAnimationFrame(handle);
      handle = undefined;
    },
  };
}

const queue = new Set<() => void>();
let running = false;
let waiting: (() => void)[] = [];

/** Draws when there is time, the first asked for first. Returns what takes it back: the clean-up of an effect. */
export function whenIdle(draw: () => void): () => void {
  queue.add(draw);
  if (!running) {
    running = true;
    setTimeout(work);
  }
  return () => void queue.delete(draw);
}

function work(): void {
  const end = performance.now() + BUDGET_MS;
  for (const draw of queue) {
    queue.delete(draw);
    draw();
    if (performance.now() >= end) break;
  }
  running = queue.size > 0;
  if (running) {
    setTimeout(work);
    return;
  }
  const done = waiting;
  waiting = [];
  for (const tell of done) tell();
}

/** When all that `whenIdle` was asked to draw is drawn, at once where there is nothing: for work that must not come before it. */
export function whenDrawn(): Promise<void> {
  return running ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve();
}
