import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** What each folder may import from, beside itself and the foundation (`errors.ts`, `random/`). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "errors.ts": [],
  random: [],
  arc: [],
  platform: [],
  formats: ["arc", "platform"],
  graph: [],
  engine: ["graph", "platform"],
  model: ["graph", "formats", "platform", "arc"],
  rollout: ["model", "engine", "graph", "arc", "platform", "formats"],
  trace: ["rollout", "model", "engine", "formats", "platform", "arc"],
  render: ["trace", "model", "formats", "platform", "arc"],
  analysis: ["render", "trace", "rollout", "model", "engine", "graph", "formats", "platform", "arc"],
  gym: ["formats", "arc"],
  train: ["gym", "trace", "rollout", "model", "engine", "graph", "formats", "platform", "arc"],
  serve: ["trace", "platform"],
  cli: [
    "serve",
    "train",
    "gym",
    "analysis",
    "render",
    "trace",
    "rollout",
    "model",
    "engine",
    "formats",
    "platform",
    "arc",
  ],
};

/** What the package exports: they gather from everywhere. */
const ENTRIES = ["index.ts", "library.ts", "web.ts"];
const FOUNDATION = ["errors.ts", "random"];
/** Where Node may be used; a browser takes everything else. */
const FOR_NODE = /\/node\/|^cli\/|^engine\/create\.ts$|^engine\/ort\/node\.ts$/;
const NODE_OR_DOM =
  /\bfrom "node:|\bimport\("node:|\bprocess\.|\bBuffer\.(from|alloc|concat)\b|\bdocument\.(body|create|get|query)|\bwindow\./;

const root = fileURLToPath(new URL("./", import.meta.url));

function* sources(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.ts$/.test(name) && !/\.test\.ts$/.test(name)) yield path;
  }
}

const layerOf = (path: string): string => relative(root, path).split("/")[0] ?? "";

/** Comments may name what code may not. */
const codeOf = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

const files = [...sources(root)]
  .map((path) => ({
    path: relative(root, path),
    layer: layerOf(path),
    code: codeOf(readFileSync(path, "utf8")),
    full: path,
  }))
  .filter(({ path }) => !ENTRIES.includes(path));

function importsOf(code: string): string[] {
  return [...code.matchAll(/(?:from|import)\s*\(?"([^"]+)"/g)].map((match) => match[1] ?? "");
}

describe("the layers of src", () => {
  it("are all known", () => {
    expect([...new Set(files.map(({ layer }) => layer))].filter((layer) => MAY_IMPORT[layer] === undefined)).toEqual(
      [],
    );
  });

  it("import only downwards", () => {
    const upward = files.flatMap(({ path, layer, code, full }) =>
      importsOf(code)
        .filter((target) => target.startsWith("."))
        .map((target) => layerOf(normalize(join(dirname(full), target))))
        .filter((target) => target !== layer && ![...FOUNDATION, ...(MAY_IMPORT[layer] ?? [])].includes(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it("leave onnxruntime to engine/", () => {
    const outside = files.filter(
      ({ layer, code }) => layer !== "engine" && importsOf(code).some((x) => x.startsWith("onnxruntime")),
    );
    expect(outside.map(({ path }) => path)).toEqual([]);
  });

  it("keep Node and the DOM out of all but a few files", () => {
    const impure = files.filter(({ path, code }) => !FOR_NODE.test(path) && NODE_OR_DOM.test(code));
    expect(impure.map(({ path }) => path)).toEqual([]);
  });

  it("print nowhere below cli/", () => {
    const printing = files.filter(
      ({ layer, code }) => layer !== "cli" && /\bconsole\.|process\.std(out|err)/.test(code),
    );
    expect(printing.map(({ path }) => path)).toEqual([]);
  });

  it("have no file over 500 lines", () => {
    const long = files.filter(({ full }) => readFileSync(full, "utf8").split("\n").length > 500);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});
