import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { columns, rollouts, taskTraces } from "./task-traces.ts";

/** As many rows as the design's example of a wrong identifier has. */
const MODEL = { ...TINY, puzzleIdentifiers: 876 };

const [A, B] = [
  {
    train: [],
    test: [
      { input: [[1, 2, 3]], output: [[3]] },
      { input: [[4]], output: [[5]] },
    ],
  },
  { train: [], test: [{ input: [[6, 7]] }] },
];

const { path, write, trace } = taskTraces(MODEL);
beforeAll(async () => {
  await write("a.json", A);
  await write("both.json", { a: A, b: B });
});

describe("the tasks of a trace", () => {
  it("may be one task, gzipped or not", async () => {
    const packed = await write("a.json.gz", gzipSync(JSON.stringify(A)));
    const expected = [
      ["a", 0, "", 0],
      ["a", 1, "", 0],
    ];
    expect(await rollouts(await trace(path("a.json")))).toEqual(expected);
    expect(await rollouts(await trace(packed))).toEqual(expected);
  });

  it("may be a directory, of which only the tasks count", async () => {
    await mkdir(path("folder"));
    for (const [name, value] of Object.entries({ b: B, a: A })) await write(`folder/${name}.json`, value);
    await write("folder/notes.txt", "not a task");
    expect((await rollouts(await trace(path("folder")))).map(([task]) => task)).toEqual(["a", "a", "b"]);
  });

  it("without an answer are neither solved nor unsolved", async () => {
    const traced = await trace(path("both.json"));
    expect(await columns(traced, "solved", "target_tokens")).toMatchObject([
      [false, {}],
      [false, {}],
      [null, null],
    ]);
    expect(traced.stdout).toContain("0 of 2 solved");
  });

  it("are kept in the run, so that it can be read alone", async () => {
    const { run } = await trace(path("both.json"), "--limit", "1");
    expect(JSON.parse(await readFile(`${run}/tasks.json`, "utf8"))).toEqual({ a: A });
  });
});

describe("the puzzle identifier", () => {
  it("is the blank one with a warning where nothing names another", async () => {
    const traced = await trace(path("a.json"), "--limit", "1");
    expect(await rollouts(traced)).toEqual([["a", 0, "", 0]]);
    expect(traced.stderr).toMatch(/^warning: .*blank puzzle id 0.*--identifiers FILE or --puzzle-identifier N/);
  });

  it("is the one that was asked for, without a warning", async () => {
    const traced = await trace(path("a.json"), "--limit", "1", "--puzzle-identifier", "875");
    expect(await rollouts(traced)).toEqual([["a", 0, "", 875]]);
    expect(traced.stderr).not.toContain("warning");
  });

  it("stands in the file that was named", async () => {
    const names = await write("names.json", ["<blank>", "b", "a"]);
    const traced = await trace(path("both.json"), "--identifiers", names);
    expect((await rollouts(traced)).map(([task, , , identifier]) => [task, identifier])).toEqual([
      ["a", 2],
      ["a", 2],
      ["b", 1],
    ]);
    expect(traced.stderr).not.toContain("warning");
  });

  it("stands in identifiers.json beside the tasks, or beside the checkpoint", async () => {
    await mkdir(path("beside"));
    await write("beside/a.json", A);
    await write("beside/identifiers.json", ["<blank>", "a"]);
    expect((await rollouts(await trace(path("beside/a.json"), "--limit", "1")))[0]?.[3]).toBe(1);

    const named = await writeCheckpoint(path("named"), MODEL);
    await writeFile(path("named/identifiers.json"), JSON.stringify(["<blank>", "b", "c", "a"]));
    expect((await rollouts(await trace(path("a.json"), "--limit", "1", "--checkpoint", named)))[0]?.[3]).toBe(3);
  });

  it("is an error for a task that the file does not name", async () => {
    const names = await write("others.json", ["<blank>", "c"]);
    expect(await trace(path("a.json"), "--identifiers", names)).toMatchObject({
      code: 1,
      stderr: "invalid puzzle id: no row for a (expected a name of the file, in others.json)\n",
    });
  });

  it("is an error out of range", async () => {
    expect(await trace(path("a.json"), "--puzzle-identifier", "9123")).toMatchObject({
      code: 1,
      stderr: "invalid puzzle id: 9123 (expected 0 to 875, in a#0)\n",
    });
  });
});

describe("augmentation", () => {
  const NAME = /^t[0-7]\|\|\|0[1-9]{9}$/;

  it("adds N distinct ones behind the task itself, for every test input, by the seed", async () => {
    const traced = await trace(path("a.json"), "--augment", "3", "--seed", "5");
    const rows = await rollouts(traced);
    expect(rows).toHaveLength(8);
    for (const index of [0, 1]) {
      const [own, ...others] = rows.filter((row) => row[1] === index).map((row) => String(row[2]));
      expect(own).toBe("");
      expect(others).toHaveLength(3);
      expect(new Set(others).size).toBe(3);
      for (const name of others) expect(name).toMatch(NAME);
    }
    const again = await trace(path("a.json"), "--augment", "3", "--seed", "5");
    expect(await rollouts(again)).toEqual(rows);
    const other = await trace(path("a.json"), "--augment", "3", "--seed", "6");
    expect(await rollouts(other)).not.toEqual(rows);
  });

  it("takes those that the identifiers file names, each with its own row", async () => {
    const suffixes = ["t3|||0123456789", "t0|||0213456789"];
    const names = await write("augmented.json", ["<blank>", "a", ...suffixes.map((suffix) => `a|||${suffix}`)]);
    const traced = await trace(path("a.json"), "--limit", "1", "--augment", "2", "--identifiers", names);
    const rows = (await rollouts(traced)).map(([, , augmentation, identifier]) => [augmentation, identifier]);
    expect(rows.toSorted((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      ["", 1],
      [suffixes[0], 2],
      [suffixes[1], 3],
    ]);
  });

  it("is said to be short where there are not so many", async () => {
    const names = await write("one.json", ["<blank>", "a", "a|||t3|||0123456789"]);
    const traced = await trace(path("a.json"), "--limit", "1", "--augment", "2", "--identifiers", names);
    expect(traced.stderr).toContain("note: a has only 1 augmentation");
  });

  it("is refused for what is no ARC task", async () => {
    const batch = await write("batch.json", { inputs: [new Array(25).fill(2)] });
    expect(await trace(batch, "--augment", "1", "--puzzle-identifier", "0")).toMatchObject({ code: 2 });
  });
});
