import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { invalid } from "../../src/errors.ts";
import { createNotices, PASSES_AFTER_MS } from "./notices.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const texts = ({ get }: ReturnType<typeof createNotices>) => get().map(({ text }) => text);

describe("a notice", () => {
  it("of what was done goes after some seconds, of what is wrong stays", () => {
    const notices = createNotices();
    notices.tell("link copied");
    notices.report(invalid("run", "nothing"));
    notices.say("drop a task");
    vi.advanceTimersByTime(PASSES_AFTER_MS - 1);
    expect(texts(notices)).toEqual(["link copied", "invalid run: nothing", "drop a task"]);
    vi.advanceTimersByTime(1);
    expect(texts(notices)).toEqual(["invalid run: nothing", "drop a task"]);
  });

  it("does not go while it is read", () => {
    const notices = createNotices();
    let isRead = true;
    notices.holdWhile(() => isRead);
    notices.tell("link copied");
    vi.advanceTimersByTime(10 * PASSES_AFTER_MS);
    expect(texts(notices)).toEqual(["link copied"]);
    isRead = false;
    vi.advanceTimersByTime(1000);
    expect(texts(notices)).toEqual([]);
  });

  it("that is said again stays as long as the last one", () => {
    const notices = createNotices();
    notices.tell("link copied");
    vi.advanceTimersByTime(PASSES_AFTER_MS - 1);
    notices.tell("link copied");
    vi.advanceTimersByTime(PASSES_AFTER_MS - 1);
    expect(texts(notices)).toEqual(["link copied"]);
  });

  it("of what was wrong goes when what was begun after it succeeds, what was said of that stays", () => {
    const notices = createNotices();
    notices.say("before");
    const succeeded = notices.begin();
    notices.say("since");
    expect(texts(notices)).toEqual(["before", "since"]);
    succeeded();
    expect(texts(notices)).toEqual(["since"]);
  });

  it("that came first gives way to the sixth", () => {
    const notices = createNotices();
    for (const text of "abcdef") notices.say(text);
    expect(texts(notices)).toEqual([..."bcdef"]);
  });
});
