import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../../test/made-up-run.ts";
import type { MadeUpMotion } from "../../../test/made-up-trajectory.ts";
import { writeTrajectoryRun } from "../../../test/write-trajectory-run.ts";
import { analyseRun } from "../analyse-run.ts";
import { compareOutcomes } from "../compare/compare-outcomes.ts";
import { compareRuns } from "../compare/compare-runs.ts";
import { DEFAULT_THRESHOLDS } from "../modes/thresholds.ts";
import { projectRuns } from "../projection/project-runs.ts";
import { summarise } from "../summarise.ts";
import { textWithTables } from "./html.ts";
import { type ReportedRun, reportHtml } from "./report.ts";

const MOTIONS: readonly MadeUpMotion[] = [
  { kind: "fixed point", right: true },
  { kind: "fixed point", right: false },
  { kind: "cycle", period: 3 },
  { kind: "wander", cosDist: 0.1 },
];
/** A name that a folder may have. */
const HOSTILE = `<img src=x onerror='alert(1)'>&"`;

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  const trajectories = MOTIONS.map((motion, seed) => ({ motion, seed }));
  await writeTrajectoryRun(temporary.path("plain"), trajectories);
  const freed = trajectories.map((one) =>
    one.seed === 1 ? { ...one, motion: { kind: "late solve", at: 6 } as const } : one,
  );
  await writeTrajectoryRun(temporary.path("kicked"), freed, { interventions: ["noise@5:target=z_L,sigma=1"] });
  await writeTrajectoryRun(temporary.path(HOSTILE), trajectories.slice(0, 2), { interventions: ["<b>&amp;"] });
  const untold = trajectories.map((one) => ({ ...one, target: false }));
  await writeTrajectoryRun(temporary.path("untold"), untold);
  await writeTrajectoryRun(temporary.path("untold-too"), untold);
  await writeTrajectoryRun(temporary.path("long"), trajectories, { shape: { steps: 40, hCycles: 1, lCycles: 1 } });
  await writeMadeUpRun(temporary.path("states"), { rollouts: 3, batch: 3, side: 6, states: "h", shape: { steps: 4 } });
});
afterAll(() => temporary.remove());

async function reported(name: string, { tail = 4, rollouts: most = 100 } = {}): Promise<ReportedRun> {
  const run = await temporary.open(name);
  const rollouts = [];
  for await (const rollout of analyseRun(run, { tail })) if (rollouts.length < most) rollouts.push(rollout);
  return { run, rollouts, summary: summarise(rollouts) };
}

async function reportOf(
  names: readonly string[],
  more: { tail?: number; rollouts?: number; projection?: boolean } = {},
): Promise<string> {
  const runs = await Promise.all(names.map((name) => reported(name, more)));
  const [first, ...others] = runs;
  if (first === undefined) throw new Error("no run");
  const compared = [];
  for (const second of others) {
    const comparison = await compareRuns(first, second);
    compared.push({ second, comparison, outcomes: compareOutcomes(comparison.pairs) });
  }
  const asked = { state: "z_H", every: "supervision-step", components: 2 } as const;
  const projection = more.projection ? await projectRuns([first.run], asked) : undefined;
  const settings = { thresholds: DEFAULT_THRESHOLDS, tail: more.tail ?? 4, tokens: true };
  let html = "";
  for await (const piece of reportHtml(runs, compared, { settings, version: "0.0.0", projection })) html += piece;
  return html;
}

/** Every SVG in the page, decoded. */
const drawings = (html: string): string[] =>
  [...html.matchAll(/data:image\/svg\+xml;base64,([^"]+)"/g)].map(([, data = ""]) =>
    Buffer.from(data, "base64").toString(),
  );

/** The page without what its pictures are made of. */
const words = (html: string): string => html.replace(/base64,[^"]+"/g, '"');

const NO_NUMBER = /NaN|Infinity|undefined/;

describe("the report of two runs", () => {
  let html: string;
  beforeAll(async () => {
    html = await reportOf(["plain", "kicked"]);
  });

  it("is one page whose elements are all closed", () => {
    expect(html).toMatch(/^<!doctype html>[\s\S]*<\/body><\/html>\n$/);
    for (const tag of ["figure", "picture", "table", "p", "h2", "h3", "div"]) {
      const [opened, closed] = [html.match(new RegExp(`<${tag}[ >]`, "g")), html.match(new RegExp(`</${tag}>`, "g"))];
      expect(opened?.length, tag).toBe(closed?.length);
    }
  });

  it("holds no number that is none, in its words or its pictures", () => {
    expect(words(html)).not.toMatch(NO_NUMBER);
    expect(drawings(html).length).toBeGreaterThan(10);
    for (const drawing of drawings(html)) expect(drawing).not.toMatch(NO_NUMBER);
  });

  it("has every plot once in light and once in dark", () => {
    const lights = html.match(/<img src="data:/g) ?? [];
    expect(html.match(/<source media="\(prefers-color-scheme: dark\)"/g)).toHaveLength(lights.length);
  });

  it("plots the cells wrong in the second less those in the first", () => {
    expect(words(html)).toContain('alt="Cells wrong, the second less the first');
  });

  it("shows a gained pair as two filmstrips, and says where they part", () => {
    const [, gained = ""] = words(html).split("gained: wrong in the first, right in the second: 1 of 4");
    const [figure = ""] = gained.split("</figure>");
    expect(figure.match(/<picture>/g)).toHaveLength(2);
    expect(figure).toMatch(
      /above: rollout 1 of plain; below: rollout 1 of kicked, marked where it differs; they part at \d/,
    );
  });
});

it("escapes the names of folders and interventions", async () => {
  const html = await reportOf(["plain", HOSTILE]);
  expect(html).not.toContain("<img src=x");
  expect(html).not.toContain("<b>&amp;");
  expect(html).toContain("&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;&quot;");
  expect(html).toContain("&lt;b&gt;&amp;amp;");
});

it("says of a run that has only begun that it has no rollouts, and draws nothing", async () => {
  const html = await reportOf(["plain"], { rollouts: 0 });
  expect(html).toContain("0 rollouts, 0 with a target");
  expect(html).not.toContain("<figure");
  expect(words(html)).not.toMatch(NO_NUMBER);
});

it("compares runs without a target by where they part alone", async () => {
  const html = await reportOf(["untold", "untold-too"]);
  expect(html).toContain("4 rollouts, 0 with a target");
  expect(html).not.toContain("gained");
  expect(words(html)).not.toContain("Settle or wander?");
  expect(words(html)).not.toMatch(NO_NUMBER);
});

it("says of a run without a target when it would halt, and where movement parts its rollouts", async () => {
  const html = await reportOf(["untold"]);
  expect(words(html)).toContain('alt="Halting');
  const halting = drawings(html).find((drawing) => drawing.includes("the model's own rule")) ?? "";
  expect(halting).toContain("mean supervision steps taken");
  expect(halting).not.toContain("solved, 95 % interval");
  expect(halting).not.toMatch(NO_NUMBER);
  expect(words(html)).toMatch(/<p>Otsu&#39;s cut of the largest h_cos_dist of the tail.*\.<\/p>/);
});

it("sets sentences beside tables as text that is wrapped", () => {
  const text = "run: a sentence that is long\n\naxis  variance\n1     50 %\nand another\nand <third>";
  expect(textWithTables(text)).toBe(
    [
      "<p>run: a sentence that is long</p>",
      '<div class="wide"><pre>axis  variance\n1     50 %</pre></div>',
      "<p>and another</p>",
      "<p>and &lt;third&gt;</p>",
    ].join("\n"),
  );
});

it("draws the projection, with the variance of its axes", async () => {
  const html = await reportOf(["states"], { projection: true });
  expect(words(html)).toContain('alt="Projection: 3 trajectories of z_H on two principal axes"');
  const drawing = drawings(html).at(-1) ?? "";
  expect(drawing).toMatch(/axis 1, \d+\.\d % of the variance/);
  expect(drawing).not.toMatch(NO_NUMBER);
});

it("shows of long rollouts the steps around where they part", async () => {
  const html = await reportOf(["long", "kicked"]);
  expect(words(html)).toMatch(/, supervision steps \d+ to \d+<\/figcaption>/);
});

it("says how many steps a tail that is too long had in fact", async () => {
  expect(await reportOf(["plain"], { tail: 40 })).toContain(
    "Tail: the last 40 supervision steps, but the rollouts have no more than 16: all of them were used.",
  );
  expect(await reportOf(["plain"], { tail: 16 })).not.toContain("no more than");
});
