import { describe, expect, it } from "vitest";
import { pretendedRow, TRM } from "../../../test/intervention-context.ts";
import type { Measurements } from "./intervention.ts";
import { parseInterventions } from "./parse.ts";

const SETTLED: Measurements = { answer: { hCosDist: 0, qHaltLogit: 0 }, probe: undefined };
const MOVING: Measurements = { answer: { hCosDist: 1, qHaltLogit: 0 }, probe: undefined };

function freezing(spec: string) {
  const [freeze] = parseInterventions([spec], TRM);
  return freeze?.begin() ?? expect.fail();
}

describe("freeze", () => {
  it("edits nothing at the first moment of the set", async () => {
    const pretended = pretendedRow();
    const { z_L } = pretended.states;
    await pretended.apply(freezing("freeze@3-8:target=z_L"), "3");
    expect(pretended.states.z_L).toBe(z_L);
  });

  it("puts the state of the first moment back at every later one", async () => {
    const pretended = pretendedRow();
    const act = freezing("freeze@3-8:target=z_L");
    pretended.states.z_L.fill(3);
    await pretended.apply(act, "3");
    for (const [at, moved] of [
      ["4", 40],
      ["5", 50],
    ] as const) {
      // In place, as an engine may that was handed the edit.
      pretended.states.z_L.fill(moved);
      await pretended.apply(act, at);
      expect(pretended.states.z_L).toEqual(new Float32Array(12).fill(3));
    }
  });

  it("lets the other state move", async () => {
    const pretended = pretendedRow();
    const act = freezing("freeze@3-8:target=z_L");
    await pretended.apply(act, "3");
    pretended.states.z_H.fill(9);
    await pretended.apply(act, "4");
    expect(pretended.states.z_H).toEqual(new Float32Array(12).fill(9));
  });

  it("keeps both states at once", async () => {
    const pretended = pretendedRow();
    const act = freezing("freeze@*.*.*:target=both");
    await pretended.apply(act, "1.1.1");
    pretended.states.z_H.fill(9);
    pretended.states.z_L.fill(9);
    await pretended.apply(act, "1.1.2");
    expect([pretended.states.z_H[0], pretended.states.z_L[0]]).toEqual([1, 2]);
  });

  it("remembers each row for itself", async () => {
    const [freeze] = parseInterventions(["freeze@3-8:target=z_L"], TRM);
    const [one, other] = [pretendedRow(), pretendedRow()];
    const [actOne, actOther] = [freeze?.begin() ?? expect.fail(), freeze?.begin() ?? expect.fail()];
    one.states.z_L.fill(10);
    other.states.z_L.fill(20);
    await one.apply(actOne, "3");
    await other.apply(actOther, "3");
    await one.apply(actOne, "4");
    await other.apply(actOther, "4");
    expect([one.states.z_L[0], other.states.z_L[0]]).toEqual([10, 20]);
  });

  it("with when=settled keeps the first settled state, and puts it back only while settled", async () => {
    const pretended = pretendedRow();
    const act = freezing("freeze@*:target=z_L,when=settled");
    const seen: (number | undefined)[] = [];
    for (const [at, value, measured] of [
      ["2", 20, MOVING],
      ["3", 30, SETTLED],
      ["4", 40, MOVING],
      ["5", 50, SETTLED],
    ] as const) {
      pretended.states.z_L.fill(value);
      await pretended.apply(act, at, measured);
      seen.push(pretended.states.z_L[0]);
    }
    expect(seen).toEqual([20, 30, 40, 30]);
  });
});
