/** @file Tests of `fixpoint data`, in this process: options in, directories out. */

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, describe, expect, it, vi } from "vitest";
import { recipeText } from "../../test/small-training.ts";
import { tempDir } from "../../test/temp-dir.ts";
import { readTaskSet } from "../formats/tasks/read-task-set.ts";
import { produceAll } from "../gym/produce.ts";
import { parseSpecification } from "../gym/specification.ts";
import { openLocation } from "../platform/node/location.ts";
import { addDataCommand } from "./data.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs it; gives what it says on stdout. */
async function data(...args: readonly string[]): Promise<string> {
  const said: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  const program = new Command("fixpoint").exitOverride().configureOutput({ writeErr: () => undefined });
  addDataCommand(program);
  await program.parseAsync(["data", ...args], { from: "user" });
  return said.join("");
}

const read = async (path: string) => readTaskSet(await openLocation(path));
const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

describe("fixpoint data", () => {
  it("writes gym tasks as a data set that every command reads, with the tasks beside it", async () => {
    const out = join(await tempDir(), "gym");
    const said = await data("gym", "--out", out, "--concepts", "crop,bounce", "--count", "4", "--pairs", "6");
    expect(said).toBe(`${out}: 4 tasks, 24 training pairs, 40 held out\n`);
    const set = await read(out);
    if (set.kind !== "tokens") throw new Error(set.kind);
    expect([set.puzzles.length, set.seqLen, set.vocabSize]).toEqual([40, 100, 12]);
    // The arrays hold the test pairs of the tasks beside them, in order.
    const targets = set.tasks.flatMap(({ test }) => test.map(({ output }) => output));
    expect(set.puzzles.map(({ targetGrid }) => targetGrid)).toEqual(targets);
    expect(set.tasks.map(({ id }) => id)).toEqual(set.identifiers?.slice(1));
  });

  it("says in fixpoint.json how to make the same again", async () => {
    const out = join(await tempDir(), "sudoku");
    await data(
      "sudoku",
      "--out",
      out,
      "--side",
      "6",
      "--count",
      "5",
      "--test",
      "3",
      "--givens",
      "12-14",
      "--seed",
      "9",
    );
    const { fixpoint_version: version, ...specification } = (await json(join(out, "fixpoint.json"))) as object & {
      fixpoint_version?: unknown;
    };
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    const again = produceAll(parseSpecification(specification, "fixpoint.json"));
    const npy = await readFile(join(out, "train/all__inputs.npy"));
    expect([...npy.subarray(-5 * 36)]).toEqual([...again.dataset().train.inputs]);
    expect(await json(join(out, "grades.json"))).toEqual(again.beside()["grades.json"]);
  });

  it("writes ARC tasks, one file each", async () => {
    const out = join(await tempDir(), "arc");
    await data("gym", "--out", out, "--format", "arc", "--concepts", "gravity,crop+frame");
    expect((await readdir(out)).map((name) => name.replace(/-\d+\.json$/, ""))).toEqual(["crop+frame", "gravity"]);
    const set = await read(out);
    expect(set.kind === "tasks" && set.tasks.every(({ train }) => train.length >= 3)).toBe(true);
  });

  it("writes sudokus and mazes as one ARC task", async () => {
    for (const [generator, side] of [
      ["sudoku", 4],
      ["maze", 7],
    ] as const) {
      const out = join(await tempDir(), generator);
      await data(generator, "--out", out, "--format", "arc", "--side", String(side), "--count", "3", "--test", "2");
      const set = await read(out);
      if (set.kind !== "tasks") throw new Error(set.kind);
      expect(set.tasks.map(({ id, train, test }) => [id, train.length, test.length])).toEqual([[generator, 3, 2]]);
      expect(set.tasks[0]?.train[0]?.output).toHaveLength(side);
    }
  });

  it("makes the same files of the same seed", async () => {
    const folder = await tempDir();
    const inputs = async (name: string, seed: string) => {
      await data("maze", "--out", join(folder, name), "--side", "8", "--count", "4", "--test", "2", "--seed", seed);
      return (await readFile(join(folder, name, "train/all__inputs.npy"))).toString("hex");
    };
    const [one, same, other] = [await inputs("one", "1"), await inputs("same", "1"), await inputs("other", "2")];
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it("writes what a recipe describes, as the command with the same options does", async () => {
    const folder = await tempDir();
    const recipe = join(folder, "recipe.yaml");
    const described = { generator: "maze", side: 6, count: 3, test: 2 };
    await writeFile(recipe, recipeText({ data: described }));
    expect(await data("recipe", recipe, "--out", join(folder, "one"))).toMatch(/one: 3 training \w+, 2 held out\n$/);
    await data("maze", "--side", "6", "--count", "3", "--test", "2", "--out", join(folder, "two"));
    for (const file of ["fixpoint.json", "train/all__inputs.npy", "test/all__labels.npy"]) {
      expect(await readFile(join(folder, "one", file))).toEqual(await readFile(join(folder, "two", file)));
    }
    expect(await data("recipe", recipe, "--out", join(folder, "some"), "--held-out", "4")).toMatch(/ 4 held out\n$/);
    await writeFile(recipe, recipeText());
    await expect(data("recipe", recipe, "--out", join(folder, "three"))).rejects.toThrow(
      "invalid data: data.json (expected what is to be made, not a path, in recipe.yaml)",
    );
  });

  it("refuses a directory that is there, and leaves nothing of what failed", async () => {
    const folder = await tempDir();
    await expect(data("maze", "--out", folder)).rejects.toThrow(`${folder} exists (expected a new directory)`);
    const out = join(folder, "new");
    await expect(data("gym", "--out", out, "--concepts", "combine-panels+combine-panels")).rejects.toThrow(
      "shows on no grid",
    );
    await expect(data("gym", "--out", out, "--concepts", "levity")).rejects.toThrow("invalid concept: levity");
    await expect(data("sudoku", "--out", out, "--givens", "30-20")).rejects.toThrow("invalid givens: 30-20");
    await expect(data("sudoku", "--out", out, "--side", "5")).rejects.toThrow("invalid side: 5 (expected 4, 6, 9)");
    expect(await readdir(folder)).toEqual([]);
  });
});
