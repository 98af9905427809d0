import { copyFile, cp, readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import type { MadeUpMotion } from "../../test/made-up-trajectory.ts";
import { writeTrajectoryRun } from "../../test/write-trajectory-run.ts";
import { FixpointError } from "../errors.ts";
import { memorySource } from "../platform/byte-source.ts";
import { type AnalysedRollout, type AnalyseOptions, analyseRun } from "./analyse-run.ts";
import { analysisRecord, readAnalysis } from "./analysis-table.ts";
import { compareOutcomes } from "./compare/compare-outcomes.ts";
import { compareRuns } from "./compare/compare-runs.ts";
import { DEFAULT_THRESHOLDS } from "./modes/thresholds.ts";
import { writeAnalysis } from "./node/write-analysis.ts";
import { filesRemark } from "./remarks.ts";
import { reportHtml } from "./report/report.ts";
import { summarise } from "./summarise.ts";
import { verdictOnFailures } from "./verdict-on-failures.ts";

const MOTIONS: readonly MadeUpMotion[] = [
  { kind: "fixed point", right: true },
  { kind: "fixed point", right: false },
  { kind: "fixed point", right: false },
  { kind: "cycle", period: 3 },
  { kind: "wander", cosDist: 0.1 },
  { kind: "drift", cosDist: 3e-3 },
  { kind: "lost", at: 9 },
];

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
  const trajectories = MOTIONS.map((motion, seed) => ({ motion, seed }));
  await writeTrajectoryRun(temporary.path("plain"), trajectories);
  // As if a kick had freed one of both wrong fixed points.
  const kicked = trajectories.map((one) =>
    one.seed === 2 ? { ...one, motion: { kind: "late solve", at: 6 } as const } : one,
  );
  await writeTrajectoryRun(temporary.path("kicked"), kicked.slice(0, 6), {
    interventions: ["noise@5:target=z_L,sigma=1"],
  });
  await writeMadeUpRun(temporary.path("arc"), { rollouts: 12, batch: 4, side: 12, shape: { steps: 6 } });
});
afterAll(() => temporary.remove());

async function analysed(name: string, options?: AnalyseOptions): Promise<AnalysedRollout[]> {
  const rollouts: AnalysedRollout[] = [];
  for await (const one of analyseRun(await temporary.open(name), options)) rollouts.push(one);
  return rollouts;
}

describe("a run", () => {
  it("is classified as its rollouts are", async () => {
    const modes = (await analysed("plain")).map(({ classified }) => classified.mode);
    expect(modes).toEqual([
      "solved",
      "wrong_fixed_point_flagged",
      "wrong_fixed_point_flagged",
      "cycle",
      "wandering",
      "unsettled",
      "solved_then_lost",
    ]);
  });

  it("gives the same from its numbers alone, but for what needs the answers", async () => {
    const [full, numbers] = [await analysed("plain"), await analysed("plain", { tokens: false })];
    for (const [at, one] of full.entries()) {
      const other = numbers[at];
      expect(other?.measured).toEqual({ ...one.measured, answerPeriod: null, answersChanged: null });
      expect(other?.classified).toEqual({
        ...one.classified,
        cycleSeenIn: one.classified.cycleSeenIn === null ? null : "states",
      });
      expect(other?.curves).toEqual(one.curves);
    }
  });

  it("of ARC tasks is judged by the cropped grid", async () => {
    const run = await temporary.open("arc");
    const records = await run.rollouts();
    const rollouts = await analysed("arc");
    for (const [at, { curves }] of rollouts.entries()) {
      const { solved, firstSolved, lastSolved } = records[at] ?? {};
      if (solved === null) {
        expect([...curves.solved].every(Number.isNaN)).toBe(true);
        continue;
      }
      expect(curves.solved.at(-1)).toBe(Number(solved));
      expect(curves.solved.indexOf(1) + 1).toBe(firstSolved ?? 0);
      expect(curves.solved.lastIndexOf(1) + 1).toBe(lastSolved ?? 0);
    }
    expect(rollouts.filter(({ classified }) => classified.mode === "unknown")).toHaveLength(2);
  });

  it("is summed up, with what needs a target kept apart", async () => {
    const summary = summarise(await analysed("plain"));
    expect(summary).toMatchObject({ rollouts: 7, judged: 7, basis: "states" });
    expect(Object.fromEntries(summary.motions.map(({ motion, share }) => [motion, share.successes]))).toEqual({
      settled: 4,
      cycling: 1,
      wandering: 1,
      unsettled: 1,
    });
    expect(summary.suspect).toMatchObject({ successes: 3, trials: 7 });
    expect(summary.periods).toEqual([{ period: 3, rollouts: 1, failed: 1 }]);
    expect(verdictOnFailures(summary)).toMatchObject({
      verdict: "undecided",
      settled: { successes: 3, trials: 6 },
    });
    expect(summary.goingOn.lost.successes).toBe(1);
  });

  it("leaves a logit that is not a number out of what the halting head knows", async () => {
    const [one, ...others] = await analysed("plain");
    if (one === undefined) throw new Error("no rollout");
    const mute = { ...one, measured: { ...one.measured, finalQHaltLogit: Number.NaN } };
    const { calibration } = summarise([mute, ...others]);
    expect(calibration).toEqual(summarise(others).calibration);
    expect(calibration.brier).toBeLessThan(1);
  });
});

describe("a folder with files of two runs", () => {
  /** The files of `plain`, but for one. */
  async function mixed(name: string, file: string, from: string): Promise<AnalysedRollout[]> {
    await cp(temporary.path("plain"), temporary.path(name), { recursive: true });
    await copyFile(temporary.path(`${from}/${file}`), temporary.path(`${name}/${file}`));
    return analysed(name);
  }
  beforeAll(async () => {
    const trajectories = MOTIONS.map((motion, seed) => ({ motion, seed }));
    const shape = { steps: 16, hCycles: 3, lCycles: 4 };
    await writeTrajectoryRun(temporary.path("short"), trajectories, { shape: { ...shape, steps: 9 } });
    const surer = trajectories.map((one) => ({ ...one, q: [5, -5] as const }));
    await writeTrajectoryRun(temporary.path("surer"), surer);
    await writeTrajectoryRun(temporary.path("more"), [...trajectories, ...trajectories]);
    await writeTrajectoryRun(temporary.path("fewer"), trajectories.slice(0, 6));
  });

  it.each([
    ["rollouts.parquet", "short", "rollout 0 ends at supervision step 16 (expected 9, as rollouts.parquet says"],
    ["steps.parquet", "surer", "rollout 0 ends with a q_halt_logit of 5 (expected 4, as rollouts.parquet says"],
    ["steps.parquet", "more", "steps of rollout 7 (expected no more, as rollouts.parquet says"],
    ["steps.parquet", "fewer", "no more steps (expected those of rollout 6, as rollouts.parquet says"],
  ])("is refused: %s of the run %s", async (file, from, sentence) => {
    const refused = mixed(`mixed-${from}`, file, from);
    await expect(refused).rejects.toThrow(FixpointError);
    await expect(refused).rejects.toThrow(
      `invalid run: ${sentence}; put the files of one run together, in steps.parquet)`,
    );
  });

  it("is remarked upon where run.json alone is another's", async () => {
    const rollouts = await analysed("short");
    expect(filesRemark((await temporary.open("plain")).info, rollouts)).toContain(
      "rollout 0 ends at supervision step 9 where run.json says 16",
    );
    expect(filesRemark((await temporary.open("short")).info, rollouts)).toBe("");
  });
});

describe("analysis.parquet", () => {
  const settings = { thresholds: { ...DEFAULT_THRESHOLDS, settled: 1e-4 }, tail: 3, tokens: true };

  it("holds a row per rollout, and the settings", async () => {
    const rollouts = await analysed("plain", settings);
    await writeAnalysis(temporary.path("plain"), rollouts, settings, "fixpoint test");
    const source = memorySource("analysis.parquet", await readFile(temporary.path("plain/analysis.parquet")));
    const stored = await readAnalysis(source);
    expect(stored.settings).toEqual(settings);
    expect(stored.rows).toEqual(rollouts.map(analysisRecord));
  });

  it("is refused where it says nothing of its settings", async () => {
    const source = memorySource("other.parquet", await readFile(temporary.path("plain/rollouts.parquet")));
    await expect(readAnalysis(source)).rejects.toThrow(/^invalid run: column mode is missing/);
  });

  it("is a sentence where the directory cannot be written to", async () => {
    const missing = temporary.path("missing");
    await expect(writeAnalysis(missing, [], settings, "fixpoint test")).rejects.toThrow(FixpointError);
  });
});

describe("two runs", () => {
  it("are compared puzzle by puzzle", async () => {
    const [first, second] = [
      { run: await temporary.open("plain"), rollouts: await analysed("plain") },
      { run: await temporary.open("kicked"), rollouts: await analysed("kicked") },
    ];
    const compared = await compareRuns(first, second);
    expect(compared).toMatchObject({ onlyFirst: 1, onlySecond: 0, answersOnly: false });
    const outcomes = compareOutcomes(compared.pairs);
    expect(outcomes).toMatchObject({ pairs: 6, gained: 1, lost: 0 });
    expect(first.rollouts.map(({ labelled }) => labelled)).toEqual(MOTIONS.map(() => 16));
    expect(outcomes.stubborn).toMatchObject({ wrongFixedPoints: 2 });
    expect(outcomes.stubborn.same).toMatchObject({ successes: 1, trials: 2 });
    expect(outcomes.stubborn.solved.successes).toBe(1);
    expect(compared.pairs.map(({ parting }) => parting.partsAt === null)).toEqual([
      true,
      true,
      false,
      true,
      true,
      true,
    ]);
  });

  it("agree with themselves, in whatever order they are read", async () => {
    const run = await temporary.open("plain");
    const rollouts = await analysed("plain");
    const compared = await compareRuns({ run, rollouts: [...rollouts].reverse() }, { run, rollouts });
    expect(compared.pairs.every(({ parting, sameAnswer }) => sameAnswer && parting.partsAt === null)).toBe(true);
    expect(compared.pairs.map(({ parting }) => parting.events)).toEqual(rollouts.map(() => 16 * 3 * 5));
  });
});

describe("the report", () => {
  it("is one page with nothing from elsewhere, its texts escaped", async () => {
    await writeTrajectoryRun(temporary.path("<b>&'\""), [{ motion: { kind: "cycle", period: 2 }, seed: 1 }]);
    const one = async (name: string) => {
      const rollouts = await analysed(name);
      return { run: await temporary.open(name), rollouts, summary: summarise(rollouts) };
    };
    const [first, second] = [await one("<b>&'\""), await one("plain")];
    const comparison = await compareRuns(first, second);
    const settings = { thresholds: DEFAULT_THRESHOLDS, tail: 4, tokens: true };
    let html = "";
    const outcomes = compareOutcomes(comparison.pairs);
    for await (const piece of reportHtml([first, second], [{ second, comparison, outcomes }], {
      settings,
      version: "1",
    })) {
      html += piece;
    }
    expect(html).not.toContain("<b>");
    expect(html).toContain("&lt;b&gt;&amp;&#39;&quot;");
    const withoutPictures = html.replaceAll(/"data:image\/[^"]*"/g, '""');
    expect(withoutPictures).not.toMatch(/<script|https?:|url\(|@import|javascript:/i);
    expect([...html.matchAll(/<picture>/g)].length).toBeGreaterThan(12);
    expect(html).toContain("cycling, period 3 H-steps");
  });
});
