import { execFile } from "node:child_process";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { UNTRAINED, untrainedCheckpoint } from "../../src/model/demo-model.ts";
import { sharedTempDir } from "../temp-dir.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));
const project = sharedTempDir();

/** What `npm pack` would publish, installed into an empty project as a user would, without the optional native engine. */
beforeAll(async () => {
  const folder = await project();
  const staging = join(folder, "staging");
  await mkdir(staging);
  for (const part of ["package.json", "README.md", "LICENSE", "examples"]) {
    await cp(join(root, part), join(staging, part), { recursive: true });
  }
  const tsc = [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json"), "--noCheck"];
  await run(process.execPath, [...tsc, "--outDir", join(staging, "dist")]);
  const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
    cwd: staging,
  });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf("["))) as { filename: string; files: { path: string }[] }[];
  files = packed?.files.map(({ path }) => path) ?? [];
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  const install = [
    "install",
    `./${packed?.filename}`,
    "--omit=optional",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
  ];
  await run("npm", install, { cwd: folder });
  const { tensors, config } = untrainedCheckpoint({ ...UNTRAINED, hiddenSize: 32, lLayers: 1, puzzleEmbNdim: 32 }, 1);
  await writeFile(join(folder, "model.safetensors"), Buffer.concat(tensors));
  await writeFile(join(folder, "config.json"), config);
}, 300_000);

let files: string[] = [];

describe("the package", () => {
  it("holds what runs, its types, and nothing that only we need", () => {
    for (const file of [
      "dist/cli/main.js",
      "dist/index.js",
      "dist/index.d.ts",
      "dist/web.js",
      "LICENSE",
      "README.md",
    ]) {
      expect(files).toContain(file);
    }
    expect(files.filter((file) => /^(src|test|bench|docs)\/|\.test\./.test(file))).toEqual([]);
  });

  it("gives the command, which says that it runs without the native engine", async () => {
    const cwd = await project();
    const command = join(cwd, "node_modules/.bin/fixpoint");
    const tasks = join(cwd, "node_modules/fixpoint/examples/tasks");
    const trace = ["trace", tasks, "--checkpoint", "model.safetensors", "--out", "run", "--puzzle-identifier", "0"];
    const { stdout, stderr } = await run(command, [...trace, "--steps", "2"], { cwd });
    expect(stdout).toMatch(/^run: 3 rollouts/);
    expect(stderr).toContain("onnxruntime-node is not installed");
    expect(stderr).toContain("wasm");
  }, 120_000);

  it("gives the library", async () => {
    const cwd = await project();
    const program = `
      import { openModel, readTasks, rollout, rolloutRows, sameIdentifier } from "fixpoint";
      const model = await openModel("model.safetensors");
      const tasks = await readTasks("node_modules/fixpoint/examples/tasks");
      const { rows } = rolloutRows(tasks, model, { identifiers: sameIdentifier(0), augment: 0, limit: 1, seed: 0 });
      let events = 0;
      for await (const event of rollout(model, rows, { steps: 1 })) events += event.tokens.length > 0 ? 1 : 0;
      console.log(events);
      await model.close();`;
    await writeFile(join(cwd, "program.mjs"), program);
    const { stdout } = await run(process.execPath, ["program.mjs"], { cwd });
    expect(stdout.trim()).toBe("15");
  }, 120_000);

  it("ships types that a strict program compiles against", async () => {
    const cwd = await project();
    const program = `
      import { openModel, rollout, type RolloutEvent } from "fixpoint";
      export async function last(path: string): Promise<RolloutEvent | undefined> {
        let event: RolloutEvent | undefined;
        for await (const next of rollout(await openModel(path), [])) event = next;
        return event;
      }`;
    await writeFile(join(cwd, "program.ts"), program);
    const tsc = join(root, "node_modules/.bin/tsc");
    const flags = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--lib",
      "es2023,dom",
      "--types",
      "",
    ];
    await run(tsc, [...flags, "program.ts"], { cwd });
  }, 60_000);

  it("bundles for a browser without anything of Node", async () => {
    const cwd = await project();
    await mkdir(join(cwd, "page"), { recursive: true });
    await writeFile(join(cwd, "page/index.html"), '<script type="module" src="main.js"></script>');
    await writeFile(
      join(cwd, "page/main.js"),
      'import { openModel, rollout } from "fixpoint"; window.fixpoint = { openModel, rollout };',
    );
    const built = await build({
      root: join(cwd, "page"),
      logLevel: "silent",
      build: { outDir: join(cwd, "built"), minify: false, target: "es2022" },
    });
    const chunks = (Array.isArray(built) ? built : [built]).flatMap((result) =>
      "output" in result ? result.output : [],
    );
    const code = chunks.map((chunk) => ("code" in chunk ? chunk.code : "")).join("\n");
    expect(code).toContain("openCheckpoint");
    expect(code).not.toMatch(/__vite-browser-external|from ?"node:/);
    expect(await readFile(join(cwd, "built/index.html"), "utf8")).toContain("script");
  }, 120_000);
});
