import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../made-up-run.ts";
import { type Explorer, startExplorer } from "./explorer.ts";
import { chooseModel, openLive } from "./live-page.ts";

/** P+S and D of `models/sudoku6-mlp`. */
const STATE = [36, 128] as const;

let runs: Scratch;
let explorer: Explorer;

beforeAll(async () => {
  runs = await scratch();
  const config = { H_cycles: 2, L_cycles: 2, vocab_size: 8 };
  const made = { rollouts: 2, batch: 2, side: 6, header: { config } };
  const shape = { hCycles: 2, lCycles: 2 };
  await writeMadeUpRun(runs.path("like"), { ...made, shape: { ...shape, state: STATE }, states: "h" });
  const header = { config, options: { states: "none" } };
  await writeMadeUpRun(runs.path("none"), { ...made, shape, header });
  await writeMadeUpRun(runs.path("small"), { ...made, shape, states: "h" });
  explorer = await startExplorer(inject("cli"), ["like", "none", "small"].map(runs.path));
}, 240_000);

afterAll(async () => {
  await explorer?.close();
  await runs?.remove();
});
afterEach(() => expect(explorer.faults).toEqual([]));

const figure = (page: Page) => page.getByRole("figure").filter({ hasText: "latent trajectory" });
const drawn = (page: Page, of: RegExp) => page.getByRole("img", { name: of }).waitFor({ state: "attached" });
const ALONE = /^latent trajectory: axis 1 .* fitted on 16 states of this rollout, 4608 numbers each/;
const BOTH = /^latent trajectory: axis 1 .* fitted on 32 states of both rollouts, 4608 numbers each/;
const ALL_OF_BOTH = /^latent trajectory: axis 1 .* fitted on 128 states of both rollouts, 4608 numbers each/;

/** Where the states are drawn that stand before supervision step `before`: of the rollout on screen, and of the pinned one. */
const places = (page: Page, before: number) =>
  figure(page)
    .locator("g")
    .evaluateAll(
      (groups, until) =>
        groups.map((group) =>
          [...group.querySelectorAll("circle:has(title)")]
            .filter((circle) => Number.parseInt(circle.textContent ?? "", 10) < until)
            .map((circle) => `${circle.textContent} ${circle.getAttribute("cx")} ${circle.getAttribute("cy")}`),
        ),
      before,
    );

const pinInLink = (page: Page, pin: string) =>
  page.evaluate((to) => {
    const parts = new URLSearchParams(location.hash.slice(1));
    parts.set("pin", to);
    location.hash = decodeURIComponent(parts.toString());
  }, pin);

it("of a run behind HTTP is read once, however often it is looked at", async () => {
  const page = await explorer.newPage();
  const asked: string[] = [];
  page.context().on("request", (request) => {
    const name = /states\/0*(\d+)\.safetensors$/.exec(request.url())?.[1];
    if (name !== undefined) asked.push(`${name} ${request.method()} ${request.headers()["range"] ?? "all"}`);
  });
  await page.goto(`${explorer.url}#v=1&run=runs/like/&view=puzzle&rollout=0`);
  await drawn(page, ALONE);
  const bytes = 16 * STATE[0] * STATE[1] * 4;
  expect(asked).toEqual(["0 HEAD all", "0 GET bytes=0-0", expect.stringMatching(/^0 GET bytes=0-\d+$/)]);
  expect(Number(asked[2]?.split("-")[1])).toBeGreaterThan(bytes);
  // The same states again, and the other rollout's beside them.
  await pinInLink(page, "1@runs/like/");
  await drawn(page, BOTH);
  expect(asked.filter((one) => one.startsWith("0"))).toHaveLength(3);
  await page.close();
}, 120_000);

it("of live rollouts: a branch and its parent on one basis, the same until it was interfered with", async () => {
  const page = await openLive(explorer);
  await chooseModel(page, "sudoku6-mlp");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await drawn(page, ALONE);
  await page.getByLabel("at", { exact: true }).fill("5");
  await page.getByRole("button", { name: "Branch" }).click();
  await drawn(page, BOTH);
  const [pinned, branch] = await places(page, 5);
  expect(branch).toHaveLength(4);
  expect(pinned).toEqual(branch);
  expect((await places(page, 6))[0]).not.toEqual((await places(page, 6))[1]);
  await figure(page).getByLabel("state", { exact: true }).selectOption("z_L");
  await drawn(page, ALL_OF_BOTH);
  expect((await places(page, 5))[0]).toHaveLength(16);

  // Beside runs on disk, whose states are with another worker.
  await pinInLink(page, "0@runs/like/");
  await drawn(page, BOTH);
  await pinInLink(page, "0@runs/none/");
  await figure(page).getByText("without the pinned rollout: its run keeps no states").waitFor();
  await pinInLink(page, "0@runs/small/");
  const sizes = "z_H of 3×2 (expected 36×128, as in the other run, in small)";
  await figure(page)
    .getByText(/^without the pinned rollout: invalid states: /)
    .waitFor();
  expect(await figure(page).textContent()).toContain(sizes);

  await page.setViewportSize({ width: 320, height: 844 });
  const widths = await figure(page)
    .locator("figcaption")
    .evaluate(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth]);
  expect(widths[0]).toBe(widths[1]);
  await page.close();
}, 240_000);
