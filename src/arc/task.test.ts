/** @file Tests of reading a task. */

import { describe, expect, it } from "vitest";
import { parseTask } from "./task.ts";

const pair = { input: [[1]], output: [[2]] };
const parse = (value: unknown) => () => parseTask(value, "t", "t.json");

describe("parseTask", () => {
  it("keeps pairs in order and ignores what it does not know", () => {
    const value = { name: "x", train: [pair, { ...pair, note: 1 }], test: [{ input: [[3]] }, pair] };
    expect(parseTask(value, "t", "t.json")).toEqual({
      id: "t",
      train: [pair, pair],
      test: [{ input: [[3]] }, pair],
    });
  });

  it("takes a task without train pairs, and a test output that is null", () => {
    const task = parseTask({ train: [], test: [{ input: [[3]], output: null }] }, "t", "t.json");
    expect(task).toEqual({ id: "t", train: [], test: [{ input: [[3]] }] });
  });

  it.each([
    ["no object", [], "invalid task: a list (expected an object with train and test, in t.json)"],
    ["no train", { test: [pair] }, "invalid task: train is nothing (expected a list of pairs, in t.json)"],
    ["no test", { train: [pair] }, "invalid task: test is nothing (expected a list of pairs, in t.json)"],
    ["an empty test", { train: [pair], test: [] }, "invalid task: no test pair (expected at least one, in t.json)"],
    [
      "a pair that is none",
      { train: [3], test: [pair] },
      "invalid pair: 3 (expected an object with input and output, in",
    ],
    [
      "a train pair without output",
      { train: [pair, { input: [[1]] }], test: [pair] },
      "invalid grid: nothing (expected a list of rows, in t.json, train pair 2, output)",
    ],
    [
      "a bad test output",
      { train: [pair], test: [{ input: [[1]], output: [] }] },
      "invalid grid: 0 rows (expected 1 to 30, in t.json, test pair 1, output)",
    ],
  ])("refuses %s", (_, value, message) => {
    expect(parse(value)).toThrow(message);
  });

  it.each([
    ["", "empty"],
    ["a\nb", "holds control characters"],
    ["x".repeat(256), "256 characters long"],
  ])("refuses the id %j", (id, got) => {
    expect(() => parseTask({ train: [], test: [pair] }, id, "t.json")).toThrow(
      `invalid task id: ${got} (expected 1 to 255`,
    );
  });
});
