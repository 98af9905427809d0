/**
 * @file Measuring several things in one run, interleaved: round after round each is timed once, so that a noisy machine
 * disturbs all of them alike. Medians, in milliseconds.
 */

export interface Subject {
  readonly name: string;
  /** One unit of work. */
  run(): Promise<void>;
}

export interface Timing {
  readonly name: string;
  readonly medianMs: number;
}

/** Threads of an ONNX Runtime session spin for a while after a run, and would take the next subject's cores. */
const REST_MS = 25;

/** Times every subject `rounds` times, after one round that does not count. */
export async function interleave(subjects: readonly Subject[], rounds: number): Promise<Timing[]> {
  const times = subjects.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [index, subject] of subjects.entries()) {
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
      const began = performance.now();
      await subject.run();
      if (round >= 0) times[index]?.push(performance.now() - began);
    }
  }
  return subjects.map(({ name }, index) => ({ name, medianMs: median(times[index] ?? []) }));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [
    sorted[sorted.length % 2 === 0 ? middle - 1 : middle] ?? Number.NaN,
    sorted[middle] ?? Number.NaN,
  ];
  return (low + high) / 2;
}
