import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addRenderCommand } from "../../src/cli/render.ts";
import { openRunWriter } from "../../src/trace/node/run-writer.ts";
import { madeUpHeader, type Scratch, scratch } from "../made-up-run.ts";
import { tempDir } from "../temp-dir.ts";
import { decodeGif } from "./decode-gif.ts";
import { decodePng } from "./decode-png.ts";
import { recordScript, type Script } from "./scripted-rollout.ts";
import { FLOOD_FILL, KICKED, SUDOKU } from "./scripts.ts";

let runs: Scratch;
beforeAll(async () => {
  runs = await scratch();
  await writeRun("arc", FLOOD_FILL.script, [FLOOD_FILL.task], {});
  await writeRun("kicked", KICKED, [FLOOD_FILL.task], {});
  await writeRun("sudoku", SUDOKU, [], { vocab_size: 11, seq_len: 81 });
});
afterAll(() => runs.remove());

async function writeRun(name: string, script: Script, tasks: readonly (typeof FLOOD_FILL.task)[], config: object) {
  const { hCycles, lCycles } = script.cycles;
  const header = madeUpHeader(1, { config: { H_cycles: hCycles, L_cycles: lCycles, ...config } });
  const writer = await openRunWriter(runs.path(name), { header, tasks });
  await writer.append([await recordScript(script)]);
  await writer.finish({ finished: "2026-01-02T00:00:00.000Z" });
}

async function command(...words: readonly string[]): Promise<void> {
  const program = new Command("fixpoint").exitOverride();
  addRenderCommand(program);
  await program.parseAsync(["render", ...words], { from: "user" });
}

/** Renders rollout 0; gives the file. */
async function render(run: string, output: string, words = ""): Promise<Buffer> {
  const path = join(await tempDir(), output);
  await command(runs.path(run), "--rollout", "0", "-o", path, ...words.split(" ").filter((word) => word !== ""));
  return readFile(path);
}

describe("fixpoint render", () => {
  it("writes one event as PNG or SVG, by the name of the file", async () => {
    const { width } = decodePng(await render("arc", "a.png", "--at 2.1.2 --scale 20"));
    expect((await render("arc", "a.svg", "--at 2.1.2 --scale 20")).toString()).toContain(`width="${width}"`);
  });

  it("writes the filmstrip without --at, and its probes on request", async () => {
    const strip = (await render("arc", "a.svg")).toString();
    expect(strip.match(/<g><title>/g)).toHaveLength(2 + 3 * 2);
    const probes = (await render("arc", "a.SVG", "--probes")).toString();
    expect(probes.match(/<g><title>/g)).toHaveLength(2 + 3 * 2 * 3);
    expect(probes).toContain("<title>1.2.1 probe, ");
  });

  it("writes the rollout as an animation, or one event as a GIF of one frame", async () => {
    const delays = async (words: string) =>
      decodeGif(await render("arc", "a.gif", words)).frames.map(({ delay }) => delay);
    expect(await delays("--delay 50")).toEqual([50, 50, 50, 50, 50, 2000]);
    expect(await delays("--probes")).toHaveLength(18);
    expect(await delays("--at 2")).toHaveLength(1);
  });

  it("tells what the data are, unless it is told", async () => {
    const texts = async (words: string) => (await render("sudoku", "a.svg", `--at 1 ${words}`)).toString();
    expect(await texts("")).toContain('font-weight="700" fill="#1c1c1c">9</text>');
    expect(await texts("--kind tokens")).toContain(">10</text>");
  });

  it("puts a rollout of another run beside it, and of its own", async () => {
    const beside = (
      await render("arc", "a.svg", `--at 2 --diff pinned --pin 0 --pin-run ${runs.path("kicked")}`)
    ).toString();
    expect(beside).toContain(">pinned 2.2 answer</text>");
    expect(beside).toContain("rollout 0, in kicked");
    expect((await render("arc", "a.svg", "--at 2 --pin 0")).toString()).toContain("rollout 0</text>");
  });

  it("marks doubt and leaves lines out", async () => {
    const [plain, marked, bare] = await Promise.all(
      ["", "--doubt probability", "--no-lines"].map(
        async (words) => (await render("kicked", "a.svg", `--at 2 ${words}`)).length,
      ),
    );
    expect(marked).toBeGreaterThan(plain ?? 0);
    expect(bare).toBeLessThan(plain ?? 0);
  });

  it("takes every word that it offers", async () => {
    for (const words of [
      "--palette safe",
      "--theme dark --diff target",
      "--diff input --uncropped",
      "--digits --scale 12",
    ]) {
      expect((await render("arc", "a.svg", words)).length).toBeGreaterThan(1000);
    }
  });
});

describe("fixpoint render that cannot be done", () => {
  it.each([
    ["a.jpg", "", "expected a name that ends in .png, .svg or .gif"],
    ["a.png", "--at 9", "invalid address: 9 (expected supervision step 1 to 3, in arc)"],
    ["a.png", "--at 1 --probes", "invalid probes: with --at (expected one of both: --at draws a single event)"],
    ["a.png", "--digits --scale 4", "invalid scale: 4 (expected at least 10"],
    ["a.png", "--diff pinned", "invalid diff: pinned (expected a rollout to pin too: --pin N)"],
    ["a.png", "--pin 3", "invalid rollout: 3"],
    ["a.png", "--pin-run elsewhere", "invalid pin-run: elsewhere (expected --pin N too"],
    ["a.png", "--doubt margin", "invalid doubt: margin (expected off, since nothing of it was recorded, in arc)"],
    ["a.png", "--palette loud", "invalid palette: loud (expected arc, safe, muted, app)"],
  ])("%s %s says so", async (output, words, message) => {
    await expect(render("arc", output, words)).rejects.toThrow(message);
  });

  it("leaves no file behind, and none that was there changed", async () => {
    const directory = await tempDir();
    const path = join(directory, "a.png");
    await expect(command(runs.path("arc"), "--rollout", "7", "-o", path)).rejects.toThrow("invalid rollout: 7");
    await expect(command(runs.path("arc"), "--rollout", "0", "-o", path, "--at", "9")).rejects.toThrow(
      "invalid address",
    );
    expect(await readdir(directory)).toEqual([]);
    await writeFile(path, "mine");
    await expect(command(runs.path("arc"), "--rollout", "0", "-o", path)).rejects.toThrow(`${path} exists`);
    expect(await readFile(path, "utf8")).toBe("mine");
  });
});
