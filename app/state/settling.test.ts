import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSettling } from "./settling.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a value that settles", () => {
  it("is the last one, once it has rested, and is told once", () => {
    const settling = createSettling<number>(500);
    const told: unknown[] = [];
    settling.subscribe((value) => told.push(value));
    for (const value of [1, 2, 3]) {
      settling.move(value);
      vi.advanceTimersByTime(499);
    }
    expect(settling.get()).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(told).toEqual([undefined, 3]);
  });

  it("stays what it was while it is held", () => {
    const settling = createSettling<number>(500);
    settling.move(1);
    vi.advanceTimersByTime(500);
    settling.move(2);
    settling.hold();
    vi.advanceTimersByTime(5000);
    expect(settling.get()).toBe(1);
  });
});
