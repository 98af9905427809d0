/**
 * @file `fixpoint view`: opens the explorer on runs.
 */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { FixpointError } from "../errors.ts";
import { newestRuns, runsAt } from "../serve/node/find-runs.ts";
import { serveExplorer } from "../serve/node/serve-explorer.ts";
import { wholeNumber } from "./options.ts";
import { note, say } from "./output.ts";
import { openInBrowser } from "./view-browser.ts";

/** Where `trace` examples put runs, and `npm start` does. */
const RUNS = "runs";

interface ViewOptions {
  readonly port?: number;
  readonly open: boolean;
}

export function addViewCommand(program: Command): void {
  program
    .command("view")
    .usage("[run…] [options]")
    .description("look at runs in the browser: all puzzles at a glance, every inner step of each")
    .argument(
      "[run...]",
      `run directories, folders of them, or rollouts.jsonl files (default: the newest under ${RUNS}/, or recorded examples)`,
    )
    .option("--port <n>", "port on this machine (default: any free one)", wholeNumber("port", 0, 65535))
    .option("--no-open", "print the address, and open no browser")
    .addHelpText(
      "after",
      `
The address is reachable from this machine only, and serves nothing but the runs it was given. Ctrl-C ends it.

Examples:
  fixpoint view runs/first
  fixpoint view runs/undisturbed runs/kicked --port 8000 --no-open`,
    )
    .action(view);
}

async function view(paths: readonly string[], { port, open }: ViewOptions): Promise<void> {
  const runs = paths.length === 0 ? await newestRuns(RUNS) : await runsAt(paths);
  const server = await serveExplorer({ app: builtApp(), runs, port: port ?? 0 });
  say(server.url);
  note(
    runs.length === 0
      ? `no run under ${RUNS}/: the page shows recorded ones; drop your own into it. Ctrl-C ends it.`
      : `${runs.map(({ name }) => name).join(", ")}. Ctrl-C ends it.`,
  );
  if (open) openInBrowser(server.url);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  await server.close();
}

function builtApp(): string {
  const app = fileURLToPath(new URL("../app", import.meta.url));
  if (existsSync(`${app}/index.html`)) return app;
  throw new FixpointError("the explorer is not built (expected dist/app; npm run build makes it)");
}
