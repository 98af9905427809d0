import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_PICTURE } from "../../src/render/frames.ts";
import { type RolloutView, readRolloutView } from "../../src/render/rollout-view.ts";
import { exportRun } from "../../src/trace/export.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { contentOf, type FileRequest, fileName } from "./file.ts";

let runs: Scratch;
let view: RolloutView;
beforeAll(async () => {
  runs = await scratch();
  await writeMadeUpRun(runs.path("a run"), { rollouts: 2, batch: 2, side: 5, shape: { steps: 2, settlesAt: 2 } });
  view = await readRolloutView(await runs.open("a run"), 1);
});
afterAll(() => runs.remove());

const drawn = (format: "png" | "svg" | "gif", at?: string): FileRequest => ({
  kind: "picture",
  picture: { ...DEFAULT_PICTURE, format, at },
});
const text = async (request: FileRequest) => new Blob(await contentOf(view, request)).text();

describe("a rollout as a file", () => {
  it("is a table as the command line exports it", async () => {
    for (const format of ["csv", "jsonl"] as const) {
      const lines: string[] = [];
      for await (const line of exportRun(await runs.open("a run"), format)) lines.push(line);
      const isHeader = (_: string, at: number) => format === "csv" && at === 0;
      const ofRollout = (line: string) => line.startsWith("1,") || line.startsWith('{"rollout":1,');
      const expected = lines.filter((line, at) => isHeader(line, at) || ofRollout(line));
      expect(await text({ kind: "table", format })).toBe(expected.join(""));
    }
  });

  it("is a picture of one answer or of all", async () => {
    expect(await text(drawn("svg", "2.1.3"))).toContain("2.1.3 probe");
    const strip = await text(drawn("svg"));
    expect(strip.startsWith("<svg")).toBe(true);
    expect(strip).not.toContain("2.1.3 probe");
  });

  it("is PNG and GIF by its first bytes", async () => {
    expect((await text(drawn("png"))).slice(1, 4)).toBe("PNG");
    expect((await text(drawn("gif"))).slice(0, 6)).toBe("GIF89a");
  });

  it("has a name that any file system takes", () => {
    expect(fileName(view, drawn("png", "2.1.3"))).toBe("a-run-1-2.1.3.png");
    expect(fileName({ ...view, run: "../../x\u0000" }, { kind: "table", format: "csv" })).toBe("..-..-x--1.csv");
  });
});
