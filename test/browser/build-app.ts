/**
 * @file Builds the command line and the explorer once, laid out as the package is.
 */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { setup as buildCli } from "../e2e/build-cli.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Vitest's `globalSetup`: returns what cleans up. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cli = "";
  const provide = (key: "cli", value: string): void => {
    cli = value;
    project.provide(key, value);
  };
  const remove = await buildCli({ provide } as TestProject);
  await build({
    configFile: join(ROOT, "vite.config.ts"),
    root: join(ROOT, "app"),
    logLevel: "error",
    build: { outDir: join(dirname(cli), "../app") },
  });
  return remove;
}
