import { describe, expect, it } from "vitest";
import type { NoiseIdentity } from "./identity.ts";
import type { NoisePlace } from "./noise.ts";
import { noiseFor, noiseForRow } from "./noise.ts";

const IDENTITY: NoiseIdentity = { seed: 0, task: "17cae0c1", testIndex: 0, augmentation: "", trajectory: 0 };
const PLACE: NoisePlace = { moment: { supervisionStep: 5, hStep: 1, lStep: 1 }, intervention: 0, state: "z_L" };

function draw(count: number, identity: Partial<NoiseIdentity> = {}, place: Partial<NoisePlace> = {}): Float32Array {
  const out = new Float32Array(count);
  noiseFor({ ...IDENTITY, ...identity }).normals({ ...PLACE, ...place }, out);
  return out;
}

describe("the noise's test vectors", () => {
  // Made by another program, from the documentation in identity.ts and noise.ts, with quantiles from mpmath at 200
  // bits. They must never change: noise is part of what makes a run reproducible.
  it("hold for a plain task", () => {
    expect([...draw(8)]).toEqual([
      0.7179756164550781, 0.30013829469680786, 0.6308673024177551, -0.6244682669639587, 1.3225979804992676,
      1.107648491859436, 0.3529791533946991, 0.40373876690864563,
    ]);
  });

  it("hold for an augmented task, deep inside a supervision step", () => {
    const identity = { seed: 42, task: "66e6c45b", testIndex: 1, augmentation: "t3|||0213456789", trajectory: 7 };
    const moment = { supervisionStep: 16, hStep: 3, lStep: 4 };
    expect([...draw(8, identity, { moment, intervention: 2, state: "z_H" })]).toEqual([
      0.1180029809474945, 1.5215182304382324, 1.4371246099472046, 0.48857492208480835, 0.634943425655365,
      -1.1531991958618164, 1.3031940460205078, -1.3720142841339111,
    ]);
  });

  it("hold for the lowest seed and a name beyond ASCII", () => {
    const identity = { seed: Number.MIN_SAFE_INTEGER, task: "rätsel.json", trajectory: 1_000_000 };
    expect([...draw(8, identity, { moment: { supervisionStep: 1000, hStep: 1, lStep: 1 } })]).toEqual([
      1.664138674736023, -1.630202054977417, 0.31184297800064087, -0.5650754570960999, -0.6030600666999817,
      0.7482287287712097, 0.8082678914070129, 0.13643530011177063,
    ]);
  });
});

describe("noise", () => {
  it("is the same for the same seed, identity and place", () => {
    expect(draw(100)).toEqual(draw(100));
  });

  it("of an element does not depend on how many are drawn", () => {
    const all = draw(1001);
    for (const count of [0, 1, 2, 3, 100, 999]) expect(draw(count)).toEqual(all.subarray(0, count));
  });

  it("does not depend on what was drawn before", () => {
    const source = noiseFor(IDENTITY);
    source.normals({ ...PLACE, intervention: 9 }, new Float32Array(7));
    const out = new Float32Array(10);
    source.normals(PLACE, out);
    expect(out).toEqual(draw(10));
  });

  it("of a row is keyed by its puzzle and trajectory, not by its tokens or embedding", () => {
    const puzzle = {
      task: "a",
      testIndex: 1,
      augmentation: "t2|||0123456789",
      puzzleIdentifier: 3,
      inputTokens: new Uint8Array(4),
      targetTokens: undefined,
      targetGrid: undefined,
    };
    const out = new Float32Array(4);
    noiseForRow(8, { puzzle, puzzleIdentifier: 5, trajectory: 2 }).normals(PLACE, out);
    const identity = { seed: 8, task: "a", testIndex: 1, augmentation: "t2|||0123456789", trajectory: 2 };
    expect(out).toEqual(draw(4, identity));
  });

  const OTHER_IDENTITIES: readonly Partial<NoiseIdentity>[] = [
    { seed: 1 },
    { seed: -1 },
    { seed: 2 ** 32 },
    { task: "17cae0c2" },
    { testIndex: 1 },
    { augmentation: "t1|||0123456789" },
    { trajectory: 1 },
    { trajectory: 2 },
  ];
  const OTHER_PLACES: readonly Partial<NoisePlace>[] = [
    { state: "z_H" },
    { intervention: 1 },
    { moment: { supervisionStep: 6, hStep: 1, lStep: 1 } },
    { moment: { supervisionStep: 5, hStep: 2, lStep: 1 } },
    { moment: { supervisionStep: 5, hStep: 1, lStep: 2 } },
  ];

  it.each(OTHER_IDENTITIES)("is uncorrelated with that of %o", (identity) => {
    expect(Math.abs(correlation(draw(10_000), draw(10_000, identity)))).toBeLessThan(0.04);
  });

  it.each(OTHER_PLACES)("is uncorrelated with that at %o", (place) => {
    expect(Math.abs(correlation(draw(10_000), draw(10_000, {}, place)))).toBeLessThan(0.04);
  });

  it("differs for identities whose parts only join to the same text", () => {
    const pairs: readonly (readonly [Partial<NoiseIdentity>, Partial<NoiseIdentity>])[] = [
      [
        { task: "a1", testIndex: 2 },
        { task: "a", testIndex: 12 },
      ],
      [
        { task: 'a",0,"b', augmentation: "" },
        { task: "a", augmentation: 'b",0,"' },
      ],
      [{ task: "\ud800" }, { task: "\ufffd" }],
    ];
    for (const [one, other] of pairs) expect(draw(4, one)).not.toEqual(draw(4, other));
  });

  it("has no two places with the same counter", () => {
    const places = [0, 1, 0xffff, 0xffffffff].flatMap((supervisionStep) =>
      [0, 1, 2, 0x7ffe, 0x7fff].flatMap((hStep) =>
        [0, 1, 2, 0x7fff, 0x8000, 0xffff].flatMap((lStep) =>
          [0, 1, 0xffff, 0xffffffff].flatMap((intervention) =>
            (["z_H", "z_L"] as const).map((state) => ({
              moment: { supervisionStep, hStep, lStep },
              intervention,
              state,
            })),
          ),
        ),
      ),
    );
    expect(new Set(places.map((place) => draw(4, {}, place).join())).size).toBe(places.length);
  });

  it.each([
    [{ moment: { supervisionStep: 2 ** 32, hStep: 1, lStep: 1 } }, "supervision step 4294967296"],
    [{ moment: { supervisionStep: 1, hStep: 2 ** 15, lStep: 1 } }, "H-step 32768"],
    [{ moment: { supervisionStep: 1, hStep: 1, lStep: 2 ** 16 } }, "L-step 65536"],
    [{ intervention: -1 }, "intervention -1"],
    [{ intervention: 0.5 }, "intervention 0.5"],
  ])("refuses a place that its counter cannot hold: %o", (place, sentence) => {
    expect(() => draw(1, {}, place)).toThrow(sentence);
  });

  it.each([{ seed: 0.5 }, { seed: 2 ** 53 }, { seed: Number.NaN }, { trajectory: 0.5 }, { testIndex: Number.NaN }])(
    "refuses an identity that is not of integers: %o",
    (identity) => {
      expect(() => draw(1, identity)).toThrow("safe integer");
    },
  );
});

function correlation(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0) / a.length;
}
