import { describe, expect, it } from "vitest";
import { pretendedRow, row, TRM } from "../../../test/intervention-context.ts";
import type { NoiseSource } from "../noise/noise.ts";
import { noiseForRow } from "../noise/noise.ts";
import type { RolloutRow } from "../request.ts";
import { parseInterventions } from "./parse.ts";

/** The states after the last of these specs acted at 5.1.1 on states of zeros. */
async function kick(specs: string[], { seed = 0, of = row() }: { seed?: number; of?: RolloutRow } = {}) {
  const pretended = pretendedRow({ seed, of });
  pretended.states.z_H.fill(0);
  pretended.states.z_L.fill(0);
  const last = parseInterventions(specs, TRM).at(-1);
  if (last !== undefined) await pretended.apply(last.begin(), "5");
  return pretended.states;
}

function normals(source: NoiseSource, state: "z_H" | "z_L", intervention = 0): Float32Array {
  const out = new Float32Array(12);
  source.normals({ moment: { supervisionStep: 5, hStep: 1, lStep: 1 }, intervention, state }, out);
  return out;
}

describe("noise", () => {
  it("of sigma 1 is the row's noise at this place", async () => {
    const { z_L } = await kick(["noise@5:target=z_L,sigma=1"]);
    expect(z_L).toEqual(normals(noiseForRow(0, row()), "z_L"));
  });

  it("adds to what is there, rounded once", async () => {
    const pretended = pretendedRow();
    pretended.states.z_L = Float32Array.from({ length: 12 }, (_, i) => i / 7);
    const before = pretended.states.z_L.slice();
    const [noise] = parseInterventions(["noise@5:target=z_L,sigma=0.3"], TRM);
    await pretended.apply(noise?.begin() ?? expect.fail(), "5");
    const epsilon = normals(noiseForRow(0, row()), "z_L");
    expect(pretended.states.z_L).toEqual(before.map((z, i) => Math.fround(z + 0.3 * (epsilon[i] ?? Number.NaN))));
  });

  it("doubles exactly when sigma doubles", async () => {
    const { z_L: once } = await kick(["noise@5:target=z_L,sigma=0.3"]);
    const { z_L: twice } = await kick(["noise@5:target=z_L,sigma=0.6"]);
    expect(twice).toEqual(once.map((z) => 2 * z));
  });

  it("of sigma 0 edits nothing, so that even negative zeros stay", async () => {
    const pretended = pretendedRow();
    const negative = new Float32Array(12).fill(-0);
    pretended.states.z_L = negative;
    const [noise] = parseInterventions(["noise@5:target=both,sigma=0"], TRM);
    await pretended.apply(noise?.begin() ?? expect.fail(), "5");
    expect(pretended.states.z_L).toBe(negative);
    expect(Object.is(pretended.states.z_L[0], -0)).toBe(true);
  });

  it("of one state leaves the other alone", async () => {
    const { z_H, z_L } = await kick(["noise@5:target=z_H,sigma=1"]);
    expect(z_H).toEqual(normals(noiseForRow(0, row()), "z_H"));
    expect(z_L).toEqual(new Float32Array(12));
  });

  it("of both states gives each what it would have got alone", async () => {
    const { z_H } = await kick(["noise@5:target=z_H,sigma=1"]);
    const { z_L } = await kick(["noise@5:target=z_L,sigma=1"]);
    expect(await kick(["noise@5:target=both,sigma=1"])).toEqual({ z_H, z_L });
  });

  it("differs between two interventions of the same spec", async () => {
    const spec = "noise@5:target=z_L,sigma=1";
    const { z_L } = await kick([spec, spec]);
    expect(z_L).toEqual(normals(noiseForRow(0, row()), "z_L", 1));
    expect(z_L).not.toEqual((await kick([spec])).z_L);
  });

  it("follows the seed of the run", async () => {
    const { z_L } = await kick(["noise@5:target=z_L,sigma=1"], { seed: 3 });
    expect(z_L).toEqual(normals(noiseForRow(3, row()), "z_L"));
  });

  it("with a seed of its own is that of a run with this seed", async () => {
    const of = row("a57f2f04", 4);
    const own = await kick(["noise@5:target=z_L,sigma=1,seed=3"], { seed: 9, of });
    const run = await kick(["noise@5:target=z_L,sigma=1"], { seed: 3, of });
    expect(own).toEqual(run);
  });

  it("differs between trajectories", async () => {
    const { z_L } = await kick(["noise@5:target=z_L,sigma=1"], { of: row("17cae0c1", 1) });
    expect(z_L).not.toEqual((await kick(["noise@5:target=z_L,sigma=1"])).z_L);
  });
});
