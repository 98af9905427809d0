import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { runCli, succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path, list } = workspace();
const COMMANDS = ["trace", "inspect", "render", "export", "import", "demo"];

describe("fixpoint", () => {
  it("prints its version, and nothing else", async () => {
    const result = { code: 0, signal: null, stdout: `${packageJson.version}\n`, stderr: "" };
    expect(await runCli(["--version"])).toEqual(result);
    expect(await runCli(["-V"])).toEqual(result);
  });

  it("prints help on stdout when it is asked for it", async () => {
    for (const words of [["--help"], ["-h"], ["help"]]) {
      const { code, stdout, stderr } = await runCli(words);
      expect([code, stderr]).toEqual([0, ""]);
      for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    }
  });

  it("without a command prints help on stderr and fails", async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Usage: fixpoint /);
  });

  it.each(COMMANDS)("says how to use %s, in 120 columns at most", async (command) => {
    const text = await succeed([command, "--help"]);
    expect(text).toMatch(new RegExp(`^Usage: fixpoint ${command} `));
    expect(text.split("\n").filter((line) => line.length > 120)).toEqual([]);
  });

  it("names in the help of trace what a trace cannot do without, and every kind of intervention", async () => {
    const text = await succeed(["trace", "--help"]);
    expect(text).toMatch(/^Usage: fixpoint trace <tasks> --checkpoint <file> --out <run> \[options\]\n/);
    for (const kind of ["noise", "ablate", "freeze", "patch"]) expect(text).toMatch(new RegExp(`^ {2}${kind} `, "m"));
  });
});

describe("the demo", () => {
  it("traces three tasks, undisturbed and kicked, and draws them", async () => {
    const text = await succeed(["demo", "--out", path("demo")]);
    expect(text.match(/^\$ fixpoint /gm)).toHaveLength(6);
    expect(text).toMatch(/undisturbed: \d+ rollouts, /);
    expect(await list("demo")).toEqual(["config.json", "kicked", "undisturbed", "untrained.safetensors"]);
  });

  it("touches no directory that is there", async () => {
    const { code, stderr } = await runCli(["demo", "--out", path()]);
    expect([code, stderr]).toEqual([1, `invalid output: ${path()} exists (expected a new directory)\n`]);
  });
});
