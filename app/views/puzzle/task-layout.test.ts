import { describe, expect, it } from "vitest";
import { taskLayout } from "./task-layout.ts";

const column = { width: 248, height: 560, pairs: 2, tests: 2 };

describe("the task's layout", () => {
  it("stacks input and target where there is room, large", () => {
    expect(taskLayout({ ...column, height: 900, pairs: 1 })).toEqual({ pair: 92, test: 176, isRow: false });
  });

  it("draws them as large as the column is wide where there are no training pairs", () => {
    const alone = { width: 256, height: 620, pairs: 0, tests: 2 };
    expect(taskLayout(alone)).toMatchObject({ test: 256, isRow: false });
    expect(taskLayout({ ...alone, height: 500 })).toMatchObject({ test: 176, isRow: false });
  });

  it("puts them side by side beside more training pairs", () => {
    expect(taskLayout(column)).toEqual({ pair: 92, test: 118, isRow: true });
  });

  it("shrinks the pairs, and the test where they are small already", () => {
    expect(taskLayout({ ...column, pairs: 4 })).toEqual({ pair: 62, test: 118, isRow: true });
    expect(taskLayout({ ...column, pairs: 4, height: 540 })).toEqual({ pair: 62, test: 92, isRow: true });
  });

  it("leaves what has no room to scrolling, at the smallest size", () => {
    expect(taskLayout({ ...column, pairs: 10 })).toEqual({ pair: 62, test: 62, isRow: true });
  });

  it("fits into a narrow column", () => {
    expect(taskLayout({ ...column, width: 160, pairs: 4 })).toEqual({ pair: 62, test: 74, isRow: true });
  });

  it("takes the room it likes where the column is as high as it needs to be", () => {
    expect(taskLayout({ ...column, height: undefined, width: 358, pairs: 6 })).toEqual({
      pair: 122,
      test: 173,
      isRow: true,
    });
  });
});
