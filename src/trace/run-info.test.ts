import { describe, expect, it } from "vitest";
import { madeUpTask } from "../../test/made-up-rollout.ts";
import { madeUpHeader } from "../../test/made-up-run.ts";
import { FixpointError } from "../errors.ts";
import { formatRunInfo, type RunInfo, readRunInfo } from "./run-info.ts";
import { firstOtherTask, formatTasks, readTasks } from "./tasks-file.ts";

const INFO: RunInfo = {
  ...madeUpHeader(5, { interventions: ["noise@5:target=z_L,sigma=1"], options: { steps: 16, limit: null } }),
  status: "complete",
  finished: "2026-01-02T00:00:00.000Z",
  importedFrom: { spaced: true, dialect: "python" },
  stepsIndex: {
    bytes: 900,
    rowGroups: [
      { rollouts: 2, bytes: 400 },
      { rollouts: 3, bytes: 300 },
    ],
  },
};

describe("run.json", () => {
  it("reads as it was written", () => {
    expect(readRunInfo(JSON.parse(formatRunInfo(INFO)), "run.json")).toEqual(INFO);
    const running: RunInfo = { ...INFO, status: "running", finished: null, importedFrom: null, stepsIndex: null };
    expect(readRunInfo(JSON.parse(formatRunInfo(running)), "run.json")).toEqual(running);
  });

  it("is meant to be looked at", () => {
    expect(formatRunInfo(INFO).split("\n").slice(0, 4)).toEqual([
      "{",
      '  "format_version": 1,',
      '  "status": "complete",',
      '  "fixpoint_version": "0.0.0",',
    ]);
    expect(formatRunInfo(INFO)).toContain('\n  "steps_index": {"bytes":900,"row_groups":[[2,400],[3,300]]}\n}\n');
  });

  it("is refused, with the key that is wrong, whatever a key is", () => {
    const good = JSON.parse(formatRunInfo(INFO));
    for (const key of Object.keys(good)) {
      for (const value of [undefined, -1.5, { a: 1 }, [[]]]) {
        try {
          readRunInfo({ ...good, [key]: value }, "run.json");
        } catch (error) {
          expect(error).toBeInstanceOf(FixpointError);
          expect(String(error)).toContain(key);
        }
      }
      expect(() => readRunInfo({ ...good, [key]: undefined }, "run.json"), key).toThrow(
        `invalid run: ${key} is nothing`,
      );
    }
  });
});

describe("tasks.json", () => {
  const tasks = ["10", "2", "007bbfb7", "toString"].map((id, number) => ({ ...madeUpTask(number), id }));
  const text = [...formatTasks(tasks)].join("");

  it("reads as it was written, ids in order", () => {
    const read = readTasks(JSON.parse(text), "tasks.json");
    expect(tasks.map(({ id }) => read.get(id))).toEqual(tasks);
    expect(text.match(/^"[^"]+"/gm)).toEqual(tasks.map(({ id }) => JSON.stringify(id)));
    expect(JSON.parse([...formatTasks([])].join(""))).toEqual({});
  });

  it("tells the first task that is another", () => {
    const read = readTasks(JSON.parse(text), "tasks.json");
    expect(firstOtherTask(read, tasks)).toBeUndefined();
    expect(firstOtherTask(read, tasks.toReversed())).toBeUndefined();
    expect(firstOtherTask(read, tasks.slice(1))).toBe("10");
    expect(firstOtherTask(read, [...tasks, madeUpTask(9)])).toBe("made-up-9");
    expect(firstOtherTask(read, tasks.with(2, { ...madeUpTask(8), id: "007bbfb7" }))).toBe("007bbfb7");
  });

  it("is refused where a task is none", () => {
    expect(() => readTasks([], "tasks.json")).toThrow("invalid run: tasks.json is a list (expected an object");
    expect(() => readTasks({ x: { train: [], test: [] } }, "tasks.json")).toThrow("no test pair");
  });
});
