import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { runCli, succeed } from "./run-cli.ts";

const COMMANDS = ["trace", "inspect", "render", "analyze", "view", "export", "import", "demo"];

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
    for (const kind of ["noise", "ablate", "freeze", "patch", "answer", "push"])
      expect(text).toMatch(new RegExp(`^ {2}${kind} `, "m"));
  });
});
