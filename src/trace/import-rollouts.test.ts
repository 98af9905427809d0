import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { arbitraryGrid } from "../../test/arbitrary-grid.ts";
import { type Scratch, scratch, writeMadeUpRun } from "../../test/made-up-run.ts";
import { FixpointError } from "../errors.ts";
import { memorySource } from "../platform/byte-source.ts";
import { openFolder } from "../platform/node/folder.ts";
import { exportRun } from "./export.ts";
import { importRollouts } from "./import-rollouts.ts";
import { formatFloat, type JsonStyle } from "./json-style.ts";
import { importRun } from "./node/import-run.ts";
import { formatLine, type RolloutsLine } from "./rollouts-line.ts";
import { openRun, type Run } from "./run-reader.ts";

let temporary: Scratch;
beforeAll(async () => {
  temporary = await scratch();
});
afterAll(() => temporary.remove());

let imports = 0;
async function imported(text: string): Promise<Run> {
  const name = `import ${imports++}`;
  const source = memorySource("rollouts.jsonl", new TextEncoder().encode(text));
  const options = { fixpointVersion: "0.0.0", now: () => "2026-01-01T00:00:00.000Z" };
  await importRun(source, temporary.path(name), options);
  return openRun(openFolder(temporary.path(name)));
}

async function thereAndBack(text: string): Promise<string> {
  const run = await imported(text);
  let out = "";
  for await (const line of exportRun(run, "rollouts")) out += line;
  await run.close();
  return out;
}

const small = fc.integer({ min: 1, max: 5 }).chain((rows) =>
  fc.integer({ min: 1, max: 5 }).chain((columns) => {
    const row = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns });
    return fc.array(row, { minLength: rows, maxLength: rows });
  }),
);
const crop = fc.oneof(fc.constant([]), small, { arbitrary: arbitraryGrid, weight: 1 });
const logit = fc.oneof(fc.double(), fc.float(), fc.integer({ min: -20, max: 20 }), fc.constant(-0));

/** Lines of one file: as many H-steps and L-steps in each, of any depth. */
const linesArbitrary: fc.Arbitrary<RolloutsLine[]> = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.boolean())
  .chain(([h, l, hasContinue]) => {
    const hStep = fc.record({ outGrid: crop, lTrace: fc.array(crop, { minLength: l, maxLength: l }) });
    const step = fc
      .record({
        qHaltLogit: logit,
        qContinueLogit: hasContinue ? logit : fc.constant(null),
        hTrace: fc.array(hStep, { minLength: h, maxLength: h }),
      })
      .map((made) => ({ ...made, outGrid: made.hTrace.at(-1)?.outGrid ?? [] }));
    const test = fc.oneof(fc.record({ input: small, output: small }), fc.record({ input: small }));
    return fc.array(
      fc
        .record({
          puzzleName: fc.oneof(fc.stringMatching(/^[0-9a-f]{8}$/), fc.constantFrom("007bbfb7", "toString", "Ünï|||x")),
          puzzle: fc.record({
            train: fc.array(fc.record({ input: small, output: small }), { maxLength: 2 }),
            test: fc.array(test, { minLength: 1, maxLength: 2 }),
          }),
          input: small,
          rollout: fc.array(step, { minLength: 1, maxLength: 3 }),
        })
        .map((line) => ({ ...line, input: line.puzzle.test[0]?.input ?? line.input })),
      { minLength: 1, maxLength: 4 },
    );
  });

const COMPACT: JsonStyle = { spaced: false, dialect: "javascript" };
const text = (lines: readonly RolloutsLine[], style: JsonStyle = COMPACT): string =>
  lines.map((line) => `${formatLine(line, style)}\n`).join("");

describe("rollouts.jsonl into a run and out of it", () => {
  it("is the identity for minified lines, as JSON.stringify writes them", async () => {
    await fc.assert(
      fc.asyncProperty(linesArbitrary, async (lines) => {
        const file = lines.map((line) => `${JSON.stringify(asJson(line))}\n`).join("");
        expect(await thereAndBack(file)).toBe(file);
      }),
      { numRuns: 40 },
    );
  });

  it("is the identity for lines as Python writes them, minified or not", async () => {
    await fc.assert(
      fc.asyncProperty(linesArbitrary, fc.boolean(), async (lines, spaced) => {
        const file = text(lines, { spaced, dialect: "python" });
        expect(await thereAndBack(file)).toBe(file);
      }),
      { numRuns: 40 },
    );
  });

  it("is the identity for what a run exports", async () => {
    const shape = { steps: 2, settlesAt: 2 };
    await writeMadeUpRun(temporary.path("traced"), { rollouts: 5, batch: 5, shape });
    let file = "";
    for await (const line of exportRun(await temporary.open("traced"), "rollouts")) file += line;
    expect(await thereAndBack(file)).toBe(file);
    const [traced, again] = [await temporary.open("traced"), await imported(file)];
    const verdicts = async (run: Run) =>
      (await run.rollouts()).map(({ task, solved, firstSolved, haltStep, qHaltCurve, answerTokens }) => {
        return { task, solved, firstSolved, haltStep, qHaltCurve, answers: answerTokens.length };
      });
    expect(await verdicts(again)).toEqual(await verdicts(traced));
    await again.close();
  });

  it("keeps as they are the lines that a run cannot give back", async () => {
    const line = asJson(LINE);
    const [step] = line.rollout;
    const odd = [
      { ...line, h_cos_dist: [0.5] },
      { ...line, rollout: [{ ...step, out_grid: [[9]] }] },
      { ...line, rollout: [{ ...step, q_continue_logit: undefined }] },
      { ...line, puzzle: { test: line.puzzle.test, train: line.puzzle.train } },
      { ...line, puzzle: { ...line.puzzle, test: [{ input: [[1]], output: null }] } },
      { ...line, puzzle: { ...line.puzzle, train: [] } },
    ].map((value) => JSON.stringify(value));
    const respelled = JSON.stringify(line).replace("0.5", "5e-1").replace("-2.25", "-2.250");
    const file = [JSON.stringify(line), ...odd, respelled, JSON.stringify(line, null, 0), ""].join("\n");
    expect(await thereAndBack(file)).toBe(file);
    const run = await imported(file);
    expect((await run.rollouts()).map(({ source }) => source !== null)).toEqual([false, ...Array(7).fill(true), false]);
    await run.close();
  });

  it("takes a file of any line breaks, without one at the end, with empty lines", async () => {
    const line = formatLine(LINE, COMPACT);
    expect(await thereAndBack(`${line}\n\n${line}`)).toBe(`${line}\n${line}\n`);
    expect(await thereAndBack(`${line}\r\n${line}\r\n`)).toBe(`${line}\r\n${line}\r\n`);
  });

  it("keeps NaN and the infinities, which Python writes though JSON has none", async () => {
    const step = { outGrid: [[1]], hTrace: [{ outGrid: [[1]], lTrace: [[[1]]] }] };
    const numbers = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1, -0, 1e-7];
    const rollout = numbers.map((value) => ({ ...step, qHaltLogit: value, qContinueLogit: value }));
    const file = text([{ ...LINE, rollout }], { spaced: true, dialect: "python" });
    expect(file).toContain('"q_halt_logit": NaN, "q_continue_logit": NaN');
    expect(await thereAndBack(file)).toBe(file);
  });
});

const LINE: RolloutsLine = {
  puzzleName: "007bbfb7",
  puzzle: { train: [{ input: [[1, 2]], output: [[3]] }], test: [{ input: [[4]], output: [[5, 6]] }, { input: [[7]] }] },
  input: [[4]],
  rollout: [
    {
      outGrid: [[5, 6]],
      qHaltLogit: 0.5,
      qContinueLogit: -2.25,
      hTrace: [
        { outGrid: [[5]], lTrace: [[], [[5]]] },
        { outGrid: [[5, 6]], lTrace: [[[5]], [[5, 6]]] },
      ],
    },
  ],
};

/** As the format has it, independently of the writer. */
function asJson({ puzzleName, puzzle, input, rollout }: RolloutsLine) {
  return {
    puzzle_name: puzzleName,
    puzzle: { train: puzzle.train, test: puzzle.test },
    input,
    rollout: rollout.map(({ outGrid, qHaltLogit, qContinueLogit, hTrace }) => ({
      out_grid: outGrid,
      // JSON.stringify makes null of NaN, and 0 of -0: another value, and not what is meant here.
      q_halt_logit: Number.isFinite(qHaltLogit) ? qHaltLogit : 0,
      q_continue_logit: qContinueLogit === null || Number.isFinite(qContinueLogit) ? qContinueLogit : 0,
      H_trace: hTrace.map(({ outGrid: answer, lTrace }) => ({ out_grid: answer, L_trace: lTrace })),
    })),
  };
}

describe("an imported run", () => {
  it("knows what the file says, and null for what it lacks", async () => {
    const run = await imported(`${formatLine(LINE, COMPACT)}\n${formatLine({ ...LINE, input: [[7]] }, COMPACT)}\n`);
    expect(run.info).toMatchObject({
      status: "complete",
      rollouts: 2,
      model: null,
      seed: null,
      engine: null,
      config: { H_cycles: 2, L_cycles: 2 },
    });
    expect(await run.rollouts()).toMatchObject([
      {
        rollout: 0,
        task: "007bbfb7",
        testIndex: 0,
        augmentation: "",
        trajectory: 0,
        parent: null,
        branchAt: null,
        puzzleIdentifier: null,
        seed: null,
        intervention: null,
        steps: 1,
        solved: true,
        exact: null,
        finalQHaltLogit: 0.5,
        haltStep: 1,
        solvedAtHalt: true,
        firstSolved: 1,
        lastSolved: 1,
        hCosDistCurve: null,
        qHaltCurve: [0.5],
        source: null,
      },
      { testIndex: 1, targetTokens: null, solved: null, solvedAtHalt: null, firstSolved: null, haltStep: 1 },
    ]);
    const steps = await run.steps(0);
    expect(
      steps.map(({ supervisionStep, hStep, lStep, kind }) => `${supervisionStep}.${hStep}.${lStep} ${kind}`),
    ).toEqual(["1.1.1 probe", "1.1.2 probe", "1.1.2 answer", "1.2.1 probe", "1.2.2 probe", "1.2.2 answer"]);
    expect(steps.map(({ qHaltLogit }) => qHaltLogit)).toEqual([null, null, null, null, null, 0.5]);
    // An empty canvas; then 5 with EOS beside and below; then 5, 6 with EOS beside and two below.
    expect(steps.map(({ cellsChanged }) => cellsChanged)).toEqual([null, 3, 0, 0, 3, 0]);
    expect(steps.map(({ cellsWrong }) => cellsWrong)).toEqual([5, 3, 3, 3, 0, 0]);
    for (const { lCosDist, hCosDist, residual, returnLag, meanEntropy, minMargin } of steps) {
      expect([lCosDist, hCosDist, residual, returnLag, meanEntropy, minMargin]).toEqual(Array(6).fill(null));
    }
    await run.close();
  });

  it("tells augmentations from tasks, and trajectories of one puzzle from each other", async () => {
    const augmented = { ...LINE, puzzleName: "007bbfb7|||t1|||0213456789" };
    const run = await imported(text([LINE, LINE, augmented]));
    expect(await run.rollouts()).toMatchObject([
      { task: "007bbfb7", augmentation: "", trajectory: 0 },
      { task: "007bbfb7", augmentation: "", trajectory: 1 },
      { task: "007bbfb7", augmentation: "t1|||0213456789", trajectory: 0 },
    ]);
    expect([...(await run.tasks()).keys()]).toEqual(["007bbfb7"]);
    await run.close();
  });
});

describe("a rollouts.jsonl that is none", () => {
  async function refusal(file: string | Uint8Array): Promise<string> {
    const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
    try {
      for await (const _ of importRollouts(memorySource("rollouts.jsonl", bytes)).rollouts());
      return "read";
    } catch (error) {
      expect(error).toBeInstanceOf(FixpointError);
      return (error as Error).message;
    }
  }
  const good = formatLine(LINE, COMPACT);
  const json = asJson(LINE);
  const [step] = json.rollout;

  it("is refused with the line and the place in it", async () => {
    const third = (line: object) => refusal(`${good}\n${good}\n${JSON.stringify(line)}\n`);
    expect(await refusal(`${good}\n{"puzzle_name": `)).toBe("invalid rollouts.jsonl: line 2: JSON: it cannot be read");
    expect(await refusal("[]")).toBe("invalid rollouts.jsonl: line 1: value: a list (expected an object, in the line)");
    expect(await refusal("")).toBe("invalid rollouts.jsonl: no line (expected a line for each rollout)");
    expect(await third({ ...json, puzzle_name: 7 })).toContain("line 3: puzzle_name: 7 (expected a string");
    expect(await third({ ...json, puzzle: undefined })).toContain("line 3: task: nothing (expected an object");
    expect(await third({ ...json, puzzle: { train: [], test: [] } })).toContain("line 3: task: no test pair");
    expect(await third({ ...json, input: [[11]] })).toContain("line 3: grid: colour 11");
    expect(await third({ ...json, rollout: [] })).toContain("line 3: rollout: empty");
    expect(await third({ ...json, rollout: "x" })).toContain("line 3: rollout: a string (expected a list");
    expect(await third({ ...json, rollout: [{ ...step, q_halt_logit: null }] })).toBe(
      "invalid rollouts.jsonl: line 3: q_halt_logit: null (expected a number, in supervision step 1)",
    );
    expect(await third({ ...json, rollout: [step, { ...step, out_grid: [[1], [2, 3]] }] })).toBe(
      "invalid rollouts.jsonl: line 3: grid: 2 columns (expected 1, as in row 1, in supervision step 2, out_grid, row 2)",
    );
    expect(await third({ ...json, rollout: [{ ...step, H_trace: [] }] })).toContain("line 3: rollout: empty");
  });

  it("is refused where the cycles differ from those of the first line", async () => {
    const [hStep] = step?.H_trace ?? [];
    expect(await refusal(`${good}\n${JSON.stringify({ ...json, rollout: [{ ...step, H_trace: [hStep] }] })}`)).toBe(
      "invalid rollouts.jsonl: line 2: H_trace: 1 H-steps (expected 2, as the first, in supervision step 1)",
    );
    const short = { ...hStep, L_trace: [[[1]]] };
    expect(await refusal(JSON.stringify({ ...json, rollout: [{ ...step, H_trace: [hStep, short] }] }))).toBe(
      "invalid rollouts.jsonl: line 1: L_trace: 1 L-steps (expected 2, as the first, in supervision step 1, H-step 2)",
    );
  });

  it("is refused where it is not text, or nested without end", async () => {
    expect(await refusal(Uint8Array.of(0x7b, 0xff, 0xfe, 0x0a))).toBe("invalid rollouts.jsonl: line 1 is not UTF-8");
    expect(await refusal("[".repeat(1_000_000))).toContain("line 1");
    expect(await refusal('{"puzzle_name":"\\ud800"}')).toContain(
      "line 1: puzzle_name: a string (expected a string of valid",
    );
  });

  it("leaves no directory behind", async () => {
    const source = memorySource("rollouts.jsonl", new TextEncoder().encode(`${`${good}\n`.repeat(40)}{}`));
    const options = { fixpointVersion: "0.0.0", now: () => "" };
    await expect(importRun(source, temporary.path("failed"), options)).rejects.toThrow("line 41");
    expect(existsSync(temporary.path("failed"))).toBe(false);
    await mkdir(temporary.path("there"));
    await expect(importRun(source, temporary.path("there"), options)).rejects.toThrow("invalid output");
  });
});

describe("formatFloat", () => {
  it("spells numbers as Python does", () => {
    const spelled: [number, string][] = [
      [0, "0.0"],
      [-0, "-0.0"],
      [1, "1.0"],
      [-3.25, "-3.25"],
      [100, "100.0"],
      [0.0001, "0.0001"],
      [0.00001, "1e-05"],
      [1.5e-7, "1.5e-07"],
      [123456789012345680, "1.2345678901234568e+17"],
      [1e15, "1000000000000000.0"],
      [1e16, "1e+16"],
      [1e100, "1e+100"],
      [5e-324, "5e-324"],
      [0.30000000000000004, "0.30000000000000004"],
      [-4.872345924377441, "-4.872345924377441"],
    ];
    for (const [value, expected] of spelled) {
      expect(formatFloat(value, { spaced: false, dialect: "python" })).toBe(expected);
    }
  });

  it("gives every number back, in both dialects", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.constantFrom("python", "javascript" as const), (value, dialect) =>
        Object.is(Number(formatFloat(value, { spaced: false, dialect })), value),
      ),
    );
  });
});
