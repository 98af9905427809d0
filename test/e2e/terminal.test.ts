import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { cliArguments, runCli } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

/** Gives a command a terminal (util-linux). */
const SCRIPT = "/usr/bin/script";

const { path, write } = workspace();
let trace: (out: string) => string[];
beforeAll(async () => {
  await writeCheckpoint(path("model"), TINY);
  await write("task.json", {
    train: [],
    test: [
      {
        input: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
  });
  trace = (out) => {
    const files = ["trace", path("task.json"), "--checkpoint", path("model/model.safetensors"), "--out", path(out)];
    return [...files, "--puzzle-identifier", "1", "--threads", "1"];
  };
});

/** Everything that appears on the terminal, with line breaks as `\n`. */
async function inTerminal(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const command = [process.execPath, ...cliArguments(args)].map((word) => `'${word}'`).join(" ");
  const { NO_COLOR: _, ...rest } = process.env;
  const { stdout } = await promisify(execFile)(SCRIPT, ["-qec", command, "/dev/null"], {
    env: { ...rest, TERM: "xterm-256color", ...env },
  });
  return stdout.replaceAll("\r\n", "\n");
}

describe("without a terminal", () => {
  it("stdout holds the result alone, and stderr plain lines", async () => {
    const { stdout, stderr } = await runCli(trace("plain"));
    expect(stdout).toMatch(/^[^\n]+plain: 1 rollout, (< )?\d+ s\n$/);
    expect(stderr).toMatch(/^model\.safetensors: trm, 1 rollout of 8 supervision steps on [^\n]+, cpu, 1 thread\n$/);
  });

  it("nothing is coloured", async () => {
    const { stdout } = await runCli(["inspect", path("plain"), "--rollout", "0"]);
    expect(stdout).toContain("\n12 ");
    expect(stdout).not.toContain("\u001b");
  });
});

describe.skipIf(!existsSync(SCRIPT))("on a terminal (needs util-linux's script)", () => {
  it("a bar with what is done is drawn over itself, and taken down in the end", async () => {
    const screen = await inTerminal(trace("bar"));
    const [headline, ...drawn] = screen.split("\r\u001b[2K");
    expect(headline).toMatch(/^model\.safetensors: [^\n]+\n$/);
    expect(drawn[0]).toMatch(/^█*░+ 0 of 1 rollouts/);
    expect(drawn.at(-1)).toMatch(/^[^\n]*bar: 1 rollout, (< )?\d+ s\n$/);
  });

  it("grids are half blocks of colour, unless NO_COLOR or a dumb terminal says otherwise", async () => {
    const args = ["inspect", path("plain"), "--rollout", "0", "--at", "1"];
    expect(await inTerminal(args)).toContain("\u001b[38;2;30;147;255m\u001b[48;2;79;204;48m▀");
    for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
      const plain = await inTerminal(args, env);
      expect(plain).toMatch(/\n12( |\n)/);
      expect(plain).not.toContain("\u001b");
    }
  });
});
