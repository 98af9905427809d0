/**
 * @file Opening an address in the person's browser.
 */

import { spawn } from "node:child_process";

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Where there is no browser, such as on a server, nothing happens: the address has been printed. */
export function openInBrowser(url: string): void {
  const [command = "xdg-open", ...rest] = OPENERS[process.platform] ?? [];
  const child = spawn(command, [...rest, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
