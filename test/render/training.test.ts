import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { addRenderCommand } from "../../src/cli/render.ts";
import { tempDir } from "../temp-dir.ts";
import { decodePng } from "./decode-png.ts";
import { expectPicture, expectSvg } from "./expected.ts";
import { madeUpLog } from "./made-up-log.ts";

let folder: string;
let training: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fixpoint-test-"));
  training = join(folder, "sudoku6");
  await mkdir(training);
  await writeFile(join(training, "log.jsonl"), madeUpLog(600));
});

/** Gives the file. */
async function render(path: string, output: string, ...words: readonly string[]): Promise<Buffer> {
  const program = new Command("fixpoint").exitOverride();
  addRenderCommand(program);
  const out = join(await tempDir(), output);
  await program.parseAsync(["render", path, "-o", out, ...words], { from: "user" });
  return readFile(out);
}

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("fixpoint render of a training", () => {
  it("looks as it did", async () => {
    expectPicture(await render(training, "a.png"), "training.png");
    await expectSvg((await render(training, "a.svg", "--theme", "dark")).toString(), "training-dark.svg");
  });

  it("is the same of the directory and of its log", async () => {
    const [one, two] = [await render(training, "a.svg"), await render(join(training, "log.jsonl"), "a.svg")];
    expect(two.equals(one)).toBe(true);
  });

  it("is the same of a log that was gzipped, as those of shipped models are", async () => {
    const shipped = join(folder, "shipped", "sudoku6");
    await mkdir(shipped, { recursive: true });
    await writeFile(join(shipped, "log.jsonl.gz"), gzipSync(madeUpLog(600)));
    const expected = await render(training, "a.svg");
    for (const path of [shipped, join(shipped, "log.jsonl.gz")]) {
      expect((await render(path, "a.svg")).equals(expected)).toBe(true);
    }
  });

  it("shows a longer log in no more points than can be seen", async () => {
    const path = join(folder, "long.jsonl");
    await writeFile(path, madeUpLog(20_000));
    const { length } = await render(path, "a.svg");
    expect(length).toBeLessThan(1_000_000);
  });

  it("smooths as it is told, or not at all", async () => {
    const strokes = async (...words: string[]) =>
      (await render(training, "a.svg", ...words)).toString().match(/stroke-opacity/g);
    expect(await strokes("--smooth", "1")).toBeNull();
    expect((await strokes("--smooth", "51"))?.length).toBeGreaterThan(5);
  });

  it("leaves out a last line that a kill has cut, and says so", async () => {
    const path = join(folder, "cut.jsonl");
    await writeFile(path, madeUpLog(30).slice(0, -20));
    const said = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    try {
      expect((await render(path, "a.svg")).toString()).toContain("29 training steps");
      expect(said).toHaveBeenCalledWith("note: the last line of cut.jsonl is cut, and left out\n");
    } finally {
      said.mockRestore();
    }
  });

  it("of a single step is a picture", async () => {
    const path = join(folder, "one.jsonl");
    await writeFile(path, madeUpLog(1));
    expect(decodePng(await render(path, "a.png")).width).toBe(1200);
  });
});

describe("fixpoint render of what is no training", () => {
  it.each([
    ["sudoku6", "a.gif", [], "expected a name that ends in .png or .svg for a training"],
    ["sudoku6", "a.png", ["--rollout", "3"], "invalid rollout: 3 (expected a run, and"],
    ["sudoku6", "a.png", ["--probes"], "invalid probes: true (expected a run, and"],
    [".", "a.png", [], "holds neither run.json nor log.jsonl (expected a run or a training)"],
    ["foreign.json", "a.png", [], "invalid log: no number step"],
    ["nowhere", "a.png", [], "no such file or directory"],
  ])("%s as %s %j says so", async (path, output, words, sentence) => {
    await writeFile(join(folder, "foreign.json"), '{"a": 1}\n');
    await expect(render(join(folder, path), output, ...words)).rejects.toThrow(sentence);
  });

  it("leaves no file behind", async () => {
    const out = await tempDir();
    const program = new Command("fixpoint").exitOverride();
    addRenderCommand(program);
    const words = ["render", join(folder, "foreign.json"), "-o", join(out, "a.png")];
    await expect(program.parseAsync(words, { from: "user" })).rejects.toThrow("invalid log");
    expect(await readdir(out)).toEqual([]);
  });
});
