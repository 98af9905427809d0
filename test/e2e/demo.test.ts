import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runCli, succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path, list } = workspace();

describe("fixpoint demo", () => {
  it("traces a shipped model undisturbed and kicked, and says what became of it", async () => {
    const text = await succeed(["demo", "--out", path("demo"), "--puzzles", "1", "--no-view"]);
    for (const run of ["undisturbed", "kicked"]) {
      expect(JSON.parse(readFileSync(path(`demo/${run}/run.json`), "utf8"))).toMatchObject({
        status: "complete",
        // What the explorer's inspector and its latent trajectory show.
        options: { probabilities: true, states: "h" },
      });
      expect(existsSync(path(`demo/${run}/analysis.parquet`))).toBe(true);
    }
    expect(text.match(/^\$ fixpoint (data|trace|analyze) /gm)).toHaveLength(4);
    expect(await list("demo")).toEqual(["kicked", "puzzles", "undisturbed"]);
    expect(text).toContain("--intervene noise@5:target=z_L,sigma=1");
    expect(text).toContain("wrong_fixed_point_flagged");
  });

  it("touches no directory that is there", async () => {
    const { code, stderr } = await runCli(["demo", "--out", path(), "--no-view"]);
    expect([code, stderr]).toEqual([1, `invalid output: ${path()} exists (expected a new directory)\n`]);
  });
});
