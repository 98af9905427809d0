import { describe, expect, it } from "vitest";
import { NOTHING_MEASURED, pretendedRow, TRM } from "../../../test/intervention-context.ts";
import { parseInterventions } from "./parse.ts";
import { isSettled, SETTLED } from "./when.ts";

const settled = (hCosDist: number, qHaltLogit: number, thresholds = SETTLED): boolean =>
  isSettled({ answer: { hCosDist, qHaltLogit }, probe: undefined }, thresholds);

describe("settled", () => {
  it("is movement below epsilon with a halting head below halt", () => {
    expect(settled(0.0009, 0.9)).toBe(true);
  });

  it("is not movement of epsilon itself", () => {
    expect(settled(1e-3, 0.9)).toBe(false);
  });

  it("is not a halting head at halt itself", () => {
    expect(settled(0, 1)).toBe(false);
  });

  it("is movement that rounding made negative", () => {
    expect(settled(-1e-8, -5)).toBe(true);
  });

  it("is not what is not a number", () => {
    expect(settled(Number.NaN, 0)).toBe(false);
    expect(settled(0, Number.NaN)).toBe(false);
  });

  it("is not before the first answer", () => {
    expect(isSettled(NOTHING_MEASURED, SETTLED)).toBe(false);
  });

  it("does not look at probes", () => {
    expect(isSettled({ answer: undefined, probe: { lCosDist: 0, qHaltLogit: 0 } }, SETTLED)).toBe(false);
    const probe = { lCosDist: 1, qHaltLogit: 5 };
    expect(isSettled({ answer: { hCosDist: 0, qHaltLogit: 0 }, probe }, SETTLED)).toBe(true);
  });

  it("takes other thresholds", () => {
    expect(settled(0.05, 2, { epsilon: 0.1, halt: 3 })).toBe(true);
    expect(settled(0.05, 2, { epsilon: 0.01, halt: 3 })).toBe(false);
    expect(settled(0.05, 2, { epsilon: 0.1, halt: 2 })).toBe(false);
  });
});

/** Whether this spec acts at 5.1.1 with these measurements. */
async function acts(spec: string, hCosDist: number, qHaltLogit: number): Promise<boolean> {
  const [intervention] = parseInterventions([spec], TRM);
  const pretended = pretendedRow();
  pretended.states.z_L.fill(9);
  const before = pretended.states.z_L;
  const act = intervention?.begin() ?? expect.fail();
  await pretended.apply(act, "5", { answer: { hCosDist, qHaltLogit }, probe: undefined });
  return pretended.states.z_L !== before;
}

describe("when=settled", () => {
  it("holds an intervention back until the state has settled", async () => {
    expect(await acts("noise@*:target=z_L,sigma=1,when=settled", 0.1, 0)).toBe(false);
    expect(await acts("noise@*:target=z_L,sigma=1,when=settled", 1e-4, 0)).toBe(true);
  });

  it("leaves a state alone that the halting head believes in", async () => {
    expect(await acts("noise@*:target=z_L,sigma=1,when=settled", 1e-4, 1)).toBe(false);
  });

  it("takes its thresholds from the spec", async () => {
    expect(await acts("noise@*:target=z_L,sigma=1,when=settled,epsilon=0.2,halt=-1", 0.1, -2)).toBe(true);
    expect(await acts("noise@*:target=z_L,sigma=1,when=settled,epsilon=0.2,halt=-1", 0.1, -1)).toBe(false);
  });

  it("is the same for every kind", async () => {
    expect(await acts("ablate@*:target=z_L,when=settled", 0.1, 0)).toBe(false);
    expect(await acts("ablate@*:target=z_L,when=settled", 1e-4, 0)).toBe(true);
  });

  it("is taken at moments some of which come after an answer", () => {
    for (const moments of ["1.2", "1.3.4", "2", "1-2", "*", "*.*.*"]) {
      expect(() => parseInterventions([`ablate@${moments}:target=z_L,when=settled`], TRM)).not.toThrow();
    }
  });

  it("is refused where every moment comes before the first answer", () => {
    for (const moments of ["0", "1", "1.1", "1.1.4", "1-1"]) {
      const spec = `ablate@${moments}:target=z_L,when=settled`;
      expect(() => parseInterventions([spec], TRM)).toThrow(`expected moments after the first answer, not ${moments}`);
    }
  });
});
