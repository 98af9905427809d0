/**
 * @file The explorer in Chromium, as `fixpoint view` serves it, for tests. What goes wrong in the page is collected: errors on its
 * console, exceptions, violations of its content security policy.
 */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type Browser, chromium, type Page } from "playwright-core";
import { CHROMIUM } from "./chromium.ts";

export interface Explorer {
  readonly url: string;
  /** What went wrong in any of the pages so far. */
  readonly faults: readonly string[];
  readonly browser: Browser;
  /** Empty yet, and watched. */
  newPage(options?: Parameters<Browser["newPage"]>[0]): Promise<Page>;
  open(link?: string, options?: Parameters<Browser["newPage"]>[0]): Promise<Page>;
  close(): Promise<void>;
}

/** `switches` are more of Chromium's own. */
export async function startExplorer(
  cli: string,
  runs: readonly string[],
  switches: readonly string[] = [],
): Promise<Explorer> {
  const server = spawn(process.execPath, [cli, "view", ...runs, "--no-open"], { stdio: ["ignore", "pipe", "inherit"] });
  const [url] = (await once(createInterface(server.stdout), "line")) as [string];
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      // Otherwise the page is told how much memory it takes only after half a minute.
      "--enable-blink-features=ForceEagerMeasureMemory",
      ...switches,
    ],
  });
  const faults: string[] = [];
  async function newPage(options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, ...options });
    page.on("pageerror", (error) => faults.push(String(error)));
    // Chromium reports violations of the policy on the console too.
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    return page;
  }
  return {
    url,
    faults,
    browser,
    newPage,
    async open(link = "", options = {}) {
      const page = await newPage(options);
      await page.goto(url + link);
      return page;
    },
    async close() {
      await browser.close();
      await ended(server);
    },
  };
}

async function ended(server: ChildProcess): Promise<void> {
  const exit = once(server, "exit");
  server.kill("SIGINT");
  await exit;
}
