import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, inject, it } from "vitest";
import { decodePng, type Pixels } from "../render/decode-png.ts";
import { tempDir } from "../temp-dir.ts";
import { exploreTwoRuns } from "./two-runs.ts";

const explored = exploreTwoRuns(6);

async function saved(page: Page, title: string): Promise<Buffer> {
  await page.keyboard.press("Control+Shift+P");
  await page.keyboard.type(title);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return readFile(await download.path());
}

/** By `fixpoint render`. */
async function rendered(name: string, words: string): Promise<Buffer> {
  const [run, output] = [explored.runs.path("plain"), join(await tempDir(), name)];
  const options = ["--rollout", "3", "-o", output, ...words.split(" ")];
  await promisify(execFile)(process.execPath, [inject("cli"), "render", run, ...options]);
  return readFile(output);
}

const isSame = (a: Pixels, b: Pixels): boolean =>
  a.width === b.width && a.colours.length === b.colours.length && a.colours.every((one, at) => one === b.colours[at]);

it("saves what is on screen: what is pinned, what differs, doubt, lines, digits, palette, theme; as the command line draws it", async () => {
  const page = await explored.explorer.open(
    "#v=1&run=runs/plain/&view=puzzle&rollout=3&at=2.1.3&pin=3@runs/kicked/&diff=pinned&confidence=on&lines=off&digits=on&palette=safe&theme=dark",
  );
  await page.getByText("differs from the pinned rollout").waitFor();
  const look = `--pin 3 --pin-run ${explored.runs.path("kicked")} --diff pinned --doubt probability --no-lines --digits --palette safe --theme dark`;
  const still = await rendered("still.svg", `--at 2.1.3 ${look}`);
  expect((await saved(page, "Save this answer as SVG")).toString()).toBe(still.toString());
  expect(still.toString()).toContain("pinned 2.1.3 probe");
  // The browser packs the pixels otherwise than Node does.
  const strip = decodePng(await saved(page, "Save the filmstrip as PNG"));
  expect(isSame(strip, decodePng(await rendered("strip.png", look)))).toBe(true);
  const animation = await saved(page, "Save the rollout as an animated GIF");
  expect(animation.equals(await rendered("all.gif", look))).toBe(true);
  expect(explored.explorer.faults).toEqual([]);
}, 240_000);
