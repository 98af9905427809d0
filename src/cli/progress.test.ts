import { Writable } from "node:stream";
import { describe, expect, it } from "vitest";
import { createProgress, describeProgress, duration } from "./progress.ts";

/** A stream that keeps what is written to it. */
function fakeStream(terminal: Partial<NodeJS.WriteStream>) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk));
      done();
    },
  });
  return { written, stream: Object.assign(stream, terminal) as NodeJS.WriteStream };
}

describe("progress", () => {
  it("says how fast and how long in the unit that is larger than one", () => {
    const running = { start: 0, total: 400, unit: "rollouts" };
    expect(describeProgress({ ...running, done: 20, seconds: 10 })).toBe("20 of 400 rollouts, 2.0/s, 3 min left");
    expect(describeProgress({ ...running, done: 2, seconds: 60 })).toBe("2 of 400 rollouts, 30.0 s each, 3.3 h left");
  });

  it("counts what was there before, but not into the rate", () => {
    const resumed = { start: 300, done: 310, total: 400, unit: "rollouts", seconds: 10 };
    expect(describeProgress(resumed)).toBe("310 of 400 rollouts, 1.0/s, 2 min left");
  });

  it("promises nothing before anything is done", () => {
    expect(describeProgress({ start: 0, done: 0, total: 4, unit: "rollouts", seconds: 0 })).toBe("0 of 4 rollouts");
  });

  it("is a plain line every ten seconds where no terminal is", () => {
    let time = 0;
    const { stream, written } = fakeStream({ isTTY: false });
    const progress = createProgress({ total: 100, unit: "rollouts", stream, now: () => time });
    for (; time <= 25_000; time += 100) progress.update(time / 1000);
    progress.end();
    expect(written).toEqual(["10 of 100 rollouts, 1.0/s, 2 min left\n", "20 of 100 rollouts, 1.0/s, 80 s left\n"]);
  });

  it("is a bar no wider than the terminal, drawn over itself ten times a second", () => {
    let time = 0;
    const { stream, written } = fakeStream({ isTTY: true, columns: 40 });
    const progress = createProgress({ total: 100, unit: "rollouts", stream, now: () => time });
    for (; time < 1000; time += 10) progress.update(50);
    progress.end();
    expect(written).toHaveLength(10 + 1);
    for (const line of written) {
      expect(line.startsWith("\r\u001b[2K")).toBe(true);
      expect(line.length - "\r\u001b[2K".length).toBeLessThan(40);
    }
    expect(written[0]).toContain(`${"█".repeat(12)}${"░".repeat(12)}`);
  });
});

describe("a duration", () => {
  it("is said in the unit a person would take", () => {
    expect([0.1, 1, 89, 90, 5399, 5400].map(duration)).toEqual(["< 1 s", "1 s", "89 s", "2 min", "90 min", "1.5 h"]);
  });
});
