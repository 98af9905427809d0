/**
 * @file Builds the explorer from `app/` into `dist/app/`, a folder that any static host can serve.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";
import { CONTENT_SECURITY_POLICY } from "./src/serve/node/security-headers.ts";

/** A host that sends no headers gets the policy from the page itself. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: CONTENT_SECURITY_POLICY },
        injectTo: "head-prepend",
      },
    ],
  };
}

/** What a folder of `models/` gives the page; recipes and the like stay behind. */
const MODEL_FILES = /^(model\.safetensors|all_config\.yaml|config\.json|identifiers\.json)$/;

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const [MODELS, RECORDED] = [folder("models/"), folder("examples/runs/")];

interface Folder {
  readonly name: string;
  readonly files: readonly string[];
}

/** Folders of `parent` that have the file `main`, each with those of its files that the page may ask for. */
function foldersWith(main: string, parent: string, wanted: RegExp): readonly Folder[] {
  const entries = existsSync(parent) ? readdirSync(parent, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: readdirSync(join(parent, name)).filter((file) => wanted.test(file)) }))
    .filter(({ files }) => files.includes(main));
}

const models = (): readonly Folder[] => foldersWith("model.safetensors", MODELS, MODEL_FILES);
const recorded = (): readonly Folder[] => foldersWith("run.json", RECORDED, /\.(json|parquet)$/);

/** By their path beside the page: a list as JSON, or where the file lies. */
function filesBeside(): ReadonlyMap<string, { readonly json: unknown } | { readonly path: string }> {
  // Not `runs/`, which `fixpoint view` answers with the runs it was given, as it does `runs.json` unless there are none.
  const runs = recorded().map(({ name }) => ({ name, url: `recorded/${name}/` }));
  const inside = (parent: string, beside: string, folders: readonly Folder[]) =>
    folders.flatMap(({ name, files }) =>
      files.map((file) => [`${beside}/${name}/${file}`, { path: join(parent, name, file) }] as const),
    );
  return new Map<string, { readonly json: unknown } | { readonly path: string }>([
    ["models.json", { json: { models: models() } }],
    ["runs.json", { json: { runs } }],
    ...inside(MODELS, "models", models()),
    ...inside(RECORDED, "recorded", recorded()),
  ]);
}

/** The repository's models and recorded runs beside the page, with a list of each: copied, or served while working on it. */
function modelsAndRuns(): Plugin {
  return {
    name: "models-and-runs",
    generateBundle() {
      for (const [fileName, file] of filesBeside()) {
        const source = "json" in file ? JSON.stringify(file.json) : readFileSync(file.path);
        this.emitFile({ type: "asset", fileName, source });
      }
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = (request.url ?? "").replace(/^\/|\?.*$/g, "");
        const file = filesBeside().get(path);
        if (file === undefined) return next();
        if ("path" in file) return response.end(readFileSync(file.path));
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify(file.json));
      });
    },
  };
}

export default defineConfig({
  root: "app",
  base: "./",
  // Nothing of the page is copied as it is.
  publicDir: false,
  plugins: [svelte(), contentSecurityPolicy(), modelsAndRuns()],
  worker: { format: "es" },
  build: {
    outDir: "../dist/app",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
