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

const MODELS = fileURLToPath(new URL("models/", import.meta.url));

/** Folders of `models/` that hold one, each with the files that the page may ask for. */
function modelFolders(): readonly { readonly name: string; readonly files: readonly string[] }[] {
  const entries = existsSync(MODELS) ? readdirSync(MODELS, { withFileTypes: true }) : [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, files: readdirSync(join(MODELS, name)).filter((file) => MODEL_FILES.test(file)) }))
    .filter(({ files }) => files.includes("model.safetensors"));
}

/** The models of the repository beside the page, with a list of them, for the live view: copied, or served while working on it. */
function shippedModels(): Plugin {
  return {
    name: "shipped-models",
    generateBundle() {
      const models = modelFolders();
      for (const { name, files } of models) {
        for (const file of files) {
          const source = readFileSync(join(MODELS, name, file));
          this.emitFile({ type: "asset", fileName: `models/${name}/${file}`, source });
        }
      }
      this.emitFile({ type: "asset", fileName: "models.json", source: JSON.stringify({ models }) });
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [path = ""] = (request.url ?? "").split("?");
        const models = path.startsWith("/models") ? modelFolders() : [];
        if (path === "/models.json") {
          response.setHeader("Content-Type", "application/json");
          return response.end(JSON.stringify({ models }));
        }
        const file = models
          .flatMap(({ name, files }) => files.map((one) => `${name}/${one}`))
          .find((one) => path === `/models/${one}`);
        if (file === undefined) return next();
        response.end(readFileSync(join(MODELS, file)));
      });
    },
  };
}

export default defineConfig({
  root: "app",
  base: "./",
  // Nothing of the page is copied as it is.
  publicDir: false,
  plugins: [svelte(), contentSecurityPolicy(), shippedModels()],
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
