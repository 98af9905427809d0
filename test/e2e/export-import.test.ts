import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { beforeAll, describe, expect, it } from "vitest";
import { TINY, writeCheckpoint } from "./checkpoint-folder.ts";
import { exportedEvents, exportedText } from "./exported.ts";
import { cliArguments, runCli, succeed } from "./run-cli.ts";
import { workspace } from "./workspace.ts";

const { path, write, list } = workspace();

beforeAll(async () => {
  await writeCheckpoint(path("model"), TINY);
  const tasks = Array.from({ length: 10 }, (_, n) => [
    `task ${n}`,
    { train: [{ input: [[n]], output: [[n, n]] }], test: [{ input: [[n, 1, 2]], output: [[3], [4]] }] },
  ]);
  await write("tasks.json", Object.fromEntries(tasks));
  const files = ["trace", path("tasks.json"), "--checkpoint", path("model/model.safetensors"), "--out", path("run")];
  await succeed([...files, "--puzzle-identifier", "1", "--threads", "1", "--steps", "16"]);
});

const exporting = (format: string, ...more: string[]) => ["export", path("run"), "--format", format, ...more];

describe("export", () => {
  it("to a file writes what it prints, and says nothing", async () => {
    for (const format of ["jsonl", "csv", "rollouts"]) {
      const file = path(`out.${format}`);
      expect(await runCli(exporting(format, "-o", file))).toEqual({ code: 0, signal: null, stdout: "", stderr: "" });
      expect((await readFile(file, "utf8")) === (await succeed(exporting(format)))).toBe(true);
    }
  });

  it("never overwrites a file", async () => {
    await write("precious.jsonl", "precious");
    const { code, stderr } = await runCli(exporting("jsonl", "-o", path("precious.jsonl")));
    expect([code, stderr]).toEqual([1, `invalid output: ${path("precious.jsonl")} exists (expected a new file)\n`]);
    expect(await readFile(path("precious.jsonl"), "utf8")).toBe("precious");
    expect((await list()).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("ends quietly when its reader has seen enough", async () => {
    const child = spawn(process.execPath, cliArguments(exporting("jsonl")), { stdio: ["ignore", "pipe", "pipe"] });
    const stderr = text(child.stderr);
    await once(child.stdout, "data");
    child.stdout.destroy();
    expect([(await once(child, "exit"))[0], await stderr]).toEqual([0, ""]);
  });

  it("as CSV has the rows of the JSON lines, tokens with spaces between them", async () => {
    const [header, ...lines] = (await succeed(exporting("csv"))).trimEnd().split("\n");
    const events = await exportedEvents(path("run"));
    const names = header?.split(",") ?? [];
    expect(names).toEqual(Object.keys(events[0] ?? {}));
    expect(lines).toHaveLength(events.length);
    const cells = lines[7]?.split(",") ?? [];
    const values: Readonly<Record<string, unknown>> = { ...events[7] };
    for (const [at, name] of names.entries()) {
      const value = values[name];
      expect(cells[at], name).toBe(Array.isArray(value) ? value.join(" ") : String(value ?? ""));
    }
  });
});

describe("import", () => {
  const grid = [
    [1, 2],
    [3, 4],
  ];
  const rollout = (step: number) => ({
    out_grid: grid,
    q_halt_logit: step + 0.5,
    q_continue_logit: -1e-7,
    H_trace: [0, 1, 2].map(() => ({ out_grid: grid, L_trace: [grid, [[5]], grid, grid] })),
  });
  const line = (name: string) => ({
    puzzle_name: name,
    puzzle: { train: [{ input: [[1]], output: [[2]] }], test: [{ input: [[3]], output: [[4]] }] },
    input: [[3]],
    rollout: Array.from({ length: 16 }, (_, step) => rollout(step)),
  });
  /** As Python's `json.dumps` writes it. */
  const python = (value: unknown) =>
    JSON.stringify(value).replaceAll(",", ", ").replaceAll(":", ": ").replaceAll("-1e-7", "-1e-07");

  it.each([
    ["Python", python],
    ["JavaScript", (value: unknown) => JSON.stringify(value)],
  ])("and export are the identity on a file that %s wrote", async (writer, spell) => {
    const file = await write(`${writer}.jsonl`, ["a", "b"].map((name) => `${spell(line(name))}\n`).join(""));
    const { code, stdout, stderr } = await runCli(["import", file, "-o", path(writer)]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`${path(writer)}: imported ${writer}.jsonl\n`);
    expect(await succeed(["export", path(writer), "--format", "rollouts"])).toBe(await readFile(file, "utf8"));
    expect(await list(writer)).toEqual(["rollouts.parquet", "run.json", "steps.parquet", "tasks.json"]);
  });

  it("of a traced run's export gives its answers back, and no movement", async () => {
    await succeed(exporting("rollouts", "-o", path("own.jsonl")));
    await succeed(["import", path("own.jsonl"), "-o", path("own")]);
    expect(await succeed(["export", path("own"), "--format", "rollouts"])).toBe(
      await readFile(path("own.jsonl"), "utf8"),
    );
    const [before, after] = [await exportedEvents(path("run")), await exportedEvents(path("own"))];
    expect(after.map(({ task, kind }) => [task, kind])).toEqual(before.map(({ task, kind }) => [task, kind]));
    expect(after.every(({ h_cos_dist, l_cos_dist }) => h_cos_dist === null && l_cos_dist === null)).toBe(true);
  });

  it("can be inspected", async () => {
    await succeed(["import", path("Python.jsonl"), "-o", path("again")]);
    expect(await succeed(["inspect", path("again")])).toMatch(/^again: complete\nsolved: 0 of 2; [^\n]+\n\nrollout /);
    expect(await succeed(["inspect", path("again"), "--rollout", "1", "--at", "16.3.2"])).toContain("16.3.2");
  });

  it("that fails at some line leaves no run", async () => {
    const file = await write("bad.jsonl", `${JSON.stringify(line("a"))}\n{"puzzle_name": "b"}\n`);
    const { code, stderr } = await runCli(["import", file, "-o", path("deep/er")]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^invalid bad\.jsonl: line 2: [^\n]+\n$/)]);
    expect(await list()).not.toContain("deep");
  });
});

describe("a run without a whole file", () => {
  it("is one sentence", async () => {
    expect(await exportedText(path("run"))).not.toBe("");
    await write("run/steps.parquet", "PAR1");
    const { code, stderr } = await runCli(exporting("jsonl"));
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^invalid [^\n]+ in steps\.parquet\)\n$/)]);
  });
});
