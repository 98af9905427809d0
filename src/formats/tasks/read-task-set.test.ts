/** @file Tests of reading TASKS: each form, what lies beside it, and files that are none of them. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { FixpointError } from "../../errors.ts";
import { blobFolder } from "../../platform/web/blob-folder.ts";
import { readTaskSet } from "./read-task-set.ts";

type Content = string | Uint8Array<ArrayBuffer> | object;

const toBlob = (content: Content) =>
  new Blob([typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content)]);

function folderOf(files: Record<string, Content>) {
  return blobFolder("data", new Map(Object.entries(files).map(([path, content]) => [path, toBlob(content)])));
}

async function readFile(name: string, files: Record<string, Content>) {
  const folder = folderOf(files);
  const source = await folder.open(name);
  if (source === undefined) throw new Error(`no ${name}`);
  return readTaskSet({ kind: "file", source, folder });
}

const readFolder = (files: Record<string, Content>) => readTaskSet({ kind: "folder", folder: folderOf(files) });

const gz = (content: object) => new Uint8Array(gzipSync(JSON.stringify(content)));

const pair = { input: [[1]], output: [[2]] };
const task = { train: [pair], test: [pair] };
const unsolved = { train: [pair], test: [{ input: [[1]] }, { input: [[3]] }] };

describe("an ARC task", () => {
  it.each(["t.json", "t.json.gz", "t.JSON"])("is called as its file: %s", async (name) => {
    const set = await readFile(name, {
      [name]: name.endsWith(".gz") ? gz(task) : task,
      "identifiers.json": ["<blank>", "t"],
    });
    expect(set).toEqual({ kind: "tasks", tasks: [{ id: "t", ...task }], identifiers: ["<blank>", "t"] });
  });

  it("may start with a byte order mark, and may be gzipped under any name", async () => {
    expect(await readFile("t.json", { "t.json": `\ufeff${JSON.stringify(task)}` })).toMatchObject({
      tasks: [{ id: "t" }],
    });
    expect(await readFile("t.json", { "t.json": gz(task) })).toMatchObject({ tasks: [{ id: "t" }] });
  });
});

describe("a directory of tasks", () => {
  it("is read by name, without what is no JSON, folders, and identifiers.json", async () => {
    const set = await readFolder({
      "b.json": task,
      "a.json.gz": gz(unsolved),
      "README.md": "# tasks",
      "more/c.json": task,
      "identifiers.json": ["<blank>", "a", "b"],
    });
    expect(set).toEqual({
      kind: "tasks",
      tasks: [
        { id: "a", ...unsolved },
        { id: "b", ...task },
      ],
      identifiers: ["<blank>", "a", "b"],
    });
  });

  it.each([
    [
      "no task",
      { "README.md": "" },
      "invalid directory of tasks: no task in it (expected ARC tasks (.json), or a dataset with a test split, in data)",
    ],
    [
      "a task twice",
      { "a.json": task, "a.json.gz": gz(task) },
      "invalid task id: 'a' is there twice (expected one file per task, in data)",
    ],
    [
      "a file of many tasks",
      { "a.json": { x: task } },
      "unsupported directory of tasks: 'a.json' is not a single ARC task",
    ],
    [
      "a broken task",
      { "a.json": { train: [], test: [] } },
      "invalid task: no test pair (expected at least one, in a.json)",
    ],
    [
      "only a train split",
      { "train/dataset.json": {} },
      "unsupported dataset: it has no test split (expected test/dataset.json, in data)",
    ],
  ])("is refused with %s", async (_, files, message) => {
    await expect(readFolder(files)).rejects.toThrow(message);
  });
});

describe("a challenges file", () => {
  const solved = {
    train: [pair],
    test: [
      { input: [[1]], output: [[5]] },
      { input: [[3]], output: [[6]] },
    ],
  };
  const challenges = '{"b": 0, "10": 0, "9": 0, "test": 0, "__proto__": 0}'
    .replaceAll("0}", `${JSON.stringify(unsolved)}}`)
    .replaceAll(": 0", `: ${JSON.stringify(unsolved)}`);

  it("keeps the order of the file, whatever the ids", async () => {
    const set = await readFile("x_challenges.json", { "x_challenges.json": challenges });
    expect(set.tasks).toEqual(["b", "10", "9", "test", "__proto__"].map((id) => ({ id, ...unsolved })));
  });

  it.each([
    ["x_challenges.json", "x_solutions.json"],
    ["x_challenges.json", "x_solutions.json.gz"],
    ["x_challenges.json.gz", "x_solutions.json"],
    ["x_challenges.json.gz", "x_solutions.json.gz"],
  ])("finds its solutions: %s, %s", async (name, solutions) => {
    const content = { "1": [[[5]], [[6]]], other: [] };
    const set = await readFile(name, {
      [name]: name.endsWith(".gz") ? gz({ "1": unsolved }) : { "1": unsolved },
      [solutions]: solutions.endsWith(".gz") ? gz(content) : content,
    });
    expect(set.tasks).toEqual([{ id: "1", ...solved }]);
  });

  it("does without solutions, and without a name that would tell where they are", async () => {
    const set = await readFile("tasks.json", { "tasks.json": { a: unsolved }, "solutions.json": { a: [] } });
    expect(set.tasks).toEqual([{ id: "a", ...unsolved }]);
  });

  it.each([
    [
      "lack a task",
      {},
      "invalid solutions: nothing (expected a list of grids, in x_solutions.json, task 'constructor')",
    ],
    [
      "are too few",
      { constructor: [[[5]]] },
      "invalid solutions: 1 outputs (expected 2, one per test pair, in x_solutions.json, task 'constructor')",
    ],
    [
      "are too many",
      { constructor: [[[5]], [[5]], [[5]]] },
      "invalid solutions: 3 outputs (expected 2, one per test pair",
    ],
    [
      "hold a bad grid",
      { constructor: [[[5]], [[10]]] },
      "invalid grid: colour 10 (expected an integer from 0 to 9, in x_solutions.json, task 'constructor', output 2, row 1, column 1)",
    ],
    ["are a list", [], "invalid solutions: a list (expected an object, in x_solutions.json)"],
  ])("is refused when its solutions %s", async (_, solutions, message) => {
    const files = { "x_challenges.json": { constructor: unsolved }, "x_solutions.json": solutions };
    await expect(readFile("x_challenges.json", files)).rejects.toThrow(message);
  });

  it("is refused when its solutions contradict it", async () => {
    const files = { "x_challenges.json": { a: task }, "x_solutions.json": { a: [[[7]]] } };
    await expect(readFile("x_challenges.json", files)).rejects.toThrow(
      "invalid solutions: another output than in the challenges (expected the same, in x_solutions.json, task 'a', output 1)",
    );
  });

  it("names the task that is broken", async () => {
    const files = { "x.json": { a: task, "b\nb": { train: [], test: [] } } };
    await expect(readFile("x.json", files)).rejects.toThrow(
      /^invalid task id: holds control characters \(.*'b\\u000ab'\)$/,
    );
  });
});

describe("a file that is none of these", () => {
  it.each([
    ["nothing", "", "invalid JSON file: it is empty (in x.json)"],
    ["no JSON", "a: 1\nb: 2", "invalid JSON file: it is not JSON (in x.json)"],
    ["cut off", '{"train": [', "invalid JSON file: it is not JSON (in x.json)"],
    ["no text", new Uint8Array([0x93, 0x4e, 0xff]), "invalid JSON file: it is not UTF-8 text (in x.json)"],
    ["broken gzip", gz(task).slice(0, 20), "invalid gzip file: cut off or corrupt (in x.json)"],
    [
      "a list",
      [1],
      "invalid tasks: a list (expected an ARC task, an object from ids to ARC tasks, or a token batch, in x.json)",
    ],
    ["an empty object", {}, "invalid tasks: an empty object"],
    ["a solutions file", { a: [[[1]]] }, "invalid tasks: a solutions file, or another object of lists"],
    ["a package file", { name: "x", scripts: {} }, "invalid tasks: 'name' is a string"],
    [
      "a task with a test that is none",
      { train: [], test: "x" },
      "invalid task: test is a string (expected a list of pairs, in x.json)",
    ],
    ["a task without test", { train: [pair] }, "invalid task: test is nothing (expected a list of pairs, in x.json)"],
    [
      "a challenges file of something else",
      { a: { b: 1 } },
      "invalid task: train is nothing (expected a list of pairs, in x.json, task 'a')",
    ],
  ])("is refused: %s", async (_, content: Content, message) => {
    const error = await readFile("x.json", { "x.json": content }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FixpointError);
    expect(error).toMatchObject({ message: expect.stringContaining(message) });
  });

  it("is refused at the limit: a bomb of blanks", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(2 ** 27).fill(32)));
    await expect(readFile("x.json", { "x.json": bomb })).rejects.toThrow(
      "invalid gzip file: unpacks to more than 67108864 bytes",
    );
  });
});
