/**
 * @file Builds the explorer from `app/` into `dist/app/`, a folder that any static host can serve.
 */

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

export default defineConfig({
  root: "app",
  base: "./",
  // Nothing of the page is copied as it is.
  publicDir: false,
  plugins: [svelte(), contentSecurityPolicy()],
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
