import { gzipSync } from "node:zlib";
import { describe, it } from "vitest";
import { CHECKPOINT, GOOD, refusals } from "./refusal.ts";

const { write, expectRefusal, traceArgs } = refusals();

describe("tasks that are refused", () => {
  const test = (input: unknown, output?: unknown) => ({ train: [], test: [{ input, output }] });
  const grid = (rows: number, columns: number) => Array.from({ length: rows }, () => new Array(columns).fill(1));
  it.each<[name: string, content: unknown, sentence: string | RegExp]>([
    ["31 rows", test(grid(31, 2)), "invalid grid: 31 rows (expected 1 to 30, in bad.json, test pair 1, input)"],
    ["31 columns", test(grid(2, 31)), /^invalid grid: 31 columns \(expected 1 to 30, in bad.json, test pair 1/],
    ["a grid larger than the canvas", test(grid(6, 2)), /^invalid .*6.*5/],
    ["colour 10", test([[1, 10]]), /^invalid grid: colour 10 \(expected an integer from 0 to 9, .* column 2\)$/m],
    ["colour -1 in an answer", test([[1]], [[-1]]), /^invalid grid: colour -1 .*test pair 1, output, row 1, column 1/],
    ["a colour that is a text", test([["red"]]), /^invalid grid: colour a string/],
    ["ragged rows", test([[1, 2], [3]]), /^invalid grid: 1 columns \(expected 2, as in row 1, in bad.json/],
    ["no row", test([]), /^invalid grid: 0 rows/],
    ["no column", test([[]]), /^invalid grid: 0 columns/],
    ["no grid", test(undefined), /^invalid grid: nothing/],
    ["no test", { train: [{ input: [[1]], output: [[1]] }] }, /^invalid task: test is nothing/],
    ["an empty test", { train: [], test: [] }, "invalid task: no test pair (expected at least one, in bad.json)"],
    [
      "a training pair without output",
      { train: [{ input: [[1]] }], test: [] },
      /^invalid grid: nothing .*train pair 1/,
    ],
    ["an empty file", "", "invalid JSON file: it is empty (in bad.json)"],
    ["half a file", '{"train": [], "test": [{"inp', "invalid JSON file: it is not JSON (in bad.json)"],
    ["no UTF-8", Uint8Array.of(0x22, 0xff, 0xfe, 0x22), "invalid JSON file: it is not UTF-8 text (in bad.json)"],
    ["deep nesting", "[".repeat(100_000), /^invalid JSON file: it is nested deeper than/],
    ["a list", [GOOD], /^invalid tasks: a list/],
    ["an empty object", {}, /^invalid tasks: an empty object/],
    ["solutions", { a: [[[1]]] }, /^invalid tasks: a solutions file/],
    ["a gzip cut off", gzipSync(JSON.stringify(GOOD)).subarray(0, 30), /^invalid gzip file: cut off or corrupt/],
    ["a gzip bomb", gzipSync(Buffer.alloc(1 << 28)), /^invalid gzip file: unpacks to more than \d+ bytes/],
    ["a batch of other rows", { inputs: [[1, 2, 3, 4]] }, /^invalid .*4/],
    [
      "a ragged batch",
      { inputs: [[1, 2], [1]] },
      /^invalid token batch: 1 tokens \(expected 2, in bad.json, inputs\[1\]\)/,
    ],
    ["a token out of range", { inputs: [new Array(25).fill(12)] }, "invalid token: 12 (expected 0 to 11, in bad#0)"],
  ])("%s", async (_, content, sentence) => {
    await expectRefusal(traceArgs(await write("bad.json", content)), 1, sentence);
  });

  it("an identifier out of range, from the command line and from the data", async () => {
    await write("batch.json", { inputs: [new Array(25).fill(2)], puzzle_identifiers: [9123] });
    await expectRefusal(
      ["trace", "batch.json", "--checkpoint", CHECKPOINT, "--out", "out"],
      1,
      "invalid puzzle id: 9123 (expected 0 to 9, in batch#0)",
    );
    const args = ["trace", "good.json", "--checkpoint", CHECKPOINT, "--out", "out", "--puzzle-identifier", "10"];
    await expectRefusal(args, 1, "invalid puzzle id: 10 (expected 0 to 9, in good#0)");
  });

  it("identifiers that are none", async () => {
    const named = (name: string) => [
      "trace",
      "good.json",
      "--checkpoint",
      CHECKPOINT,
      "--out",
      "out",
      "--identifiers",
      name,
    ];
    await expectRefusal(named("missing.json"), 1, "cannot read missing.json: no such file or directory");
    await write("numbers.json", [1, 2]);
    await expectRefusal(named("numbers.json"), 1, /^invalid identifiers: entry 0 is/);
  });
});
