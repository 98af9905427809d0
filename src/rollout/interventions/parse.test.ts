import { describe, expect, it } from "vitest";
import { moment, pretendedRow, SINGLE_Z, TRM } from "../../../test/intervention-context.ts";
import { FixpointError } from "../../errors.ts";
import { parseInterventions } from "./parse.ts";

const stateProvider = async () => new Float32Array(12);

function sentence(spec: string, model: typeof TRM | typeof SINGLE_Z = TRM): string {
  try {
    parseInterventions([spec], model, { stateProvider });
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message;
  }
  return "no error";
}

describe("parseInterventions", () => {
  it("keeps the order and the text of the specs", () => {
    const specs = ["noise@5:target=z_L,sigma=1", "ablate@4.2:target=z_H", "freeze@3-8:target=z_L"];
    expect(parseInterventions(specs, TRM).map(({ spec }) => spec)).toEqual(specs);
  });

  it("gives none for none", () => {
    expect(parseInterventions([], TRM)).toEqual([]);
  });

  it("lets an intervention act at its moments only", () => {
    const [intervention] = parseInterventions(["noise@3-8:target=z_L,sigma=1"], TRM);
    expect(["2", "3", "3.2", "3.1.2", "8", "9"].filter((at) => intervention?.mayAct(moment(at)))).toEqual(["3", "8"]);
    expect(intervention?.lastSupervisionStep).toBe(8);
  });

  it("lets a later intervention see what an earlier one did", async () => {
    const pretended = pretendedRow();
    const specs = ["ablate@5:target=z_L,with=zero", "noise@5:target=z_L,sigma=1e-30"];
    for (const intervention of parseInterventions(specs, TRM)) await pretended.apply(intervention.begin(), "5");
    expect(Math.max(...pretended.states.z_L.map(Math.abs))).toBeLessThan(1e-28);
  });

  it("takes z_L of a single-z model", () => {
    expect(sentence("noise@5:target=z_L,sigma=1", SINGLE_Z)).toBe("no error");
  });

  it.each(["1", "0.3", ".5", "1e-3", "1E2", "0", "1000000"])("takes sigma=%s", (sigma) => {
    expect(sentence(`noise@5:target=z_L,sigma=${sigma}`)).toBe("no error");
  });

  it.each(["0", "-1", "9007199254740991"])("takes seed=%s", (seed) => {
    expect(sentence(`noise@5:target=z_L,sigma=1,seed=${seed}`)).toBe("no error");
  });
});

describe("a usage error", () => {
  const MISTAKES: readonly (readonly [string, string, typeof SINGLE_Z?])[] = [
    ["no moments", "noise:target=z_L"],
    ["nothing at all", ""],
    ["two lines", "noise@5:target=z_L,\nsigma=1"],
    ["an unknown kind", "pull@3-8:toward=target,rate=0.1"],
    ["an unknown key", "ablate@5:target=z_L,sigma=1"],
    ["a key without a value", "noise@5:target=z_L,sigma"],
    ["an empty list", "noise@5:"],
    ["a key given twice", "noise@5:target=z_L,sigma=1,sigma=2"],
    ["a missing target", "noise@5:sigma=1"],
    ["a missing target of a single-z model", "noise@5:sigma=1", SINGLE_Z],
    ["a wrong target", "noise@5:target=zH,sigma=1"],
    ["z_H of a single-z model", "ablate@4.2:target=z_H", SINGLE_Z],
    ["both states of a single-z model", "ablate@4.2:target=both", SINGLE_Z],
    ["a missing sigma", "noise@5:target=z_L"],
    ["a sigma below 0", "noise@5:target=z_L,sigma=-1"],
    ["a sigma that is not finite", "noise@5:target=z_L,sigma=1e999"],
    ["a sigma that is not a number", "noise@5:target=z_L,sigma=0x10"],
    ["a seed that is not an integer", "noise@5:target=z_L,sigma=1,seed=1.5"],
    ["a seed that is too large", "noise@5:target=z_L,sigma=1,seed=9007199254740992"],
    ["a wrong replacement", "ablate@5:target=z_L,with=ones"],
    ["a missing source", "patch@5:target=z_L"],
    ["a wrong moment", "noise@5.0:target=z_L,sigma=1"],
    ["a range that runs backwards", "noise@8-3:target=z_L,sigma=1"],
    ["an H-step that the model does not have", "noise@5.4:target=z_L,sigma=1"],
    ["an L-step that the model does not have", "noise@5.2.9:target=z_L,sigma=1"],
    ["a wrong condition", "noise@5:target=z_L,sigma=1,when=stuck"],
    ["an epsilon without when=settled", "noise@5:target=z_L,sigma=1,epsilon=1e-3"],
    ["a halt without when=settled", "noise@5:target=z_L,sigma=1,halt=1"],
    ["an epsilon of 0", "noise@5:target=z_L,sigma=1,when=settled,epsilon=0"],
    ["a halt that is not a number", "noise@5:target=z_L,sigma=1,when=settled,halt=NaN"],
    ["a condition that cannot hold yet", "noise@0:target=z_L,sigma=1,when=settled"],
  ];

  it("says what is wrong, what was expected and where", () => {
    const sentences = MISTAKES.map(([name, spec, model]) => `${name}:\n  ${sentence(spec, model)}`);
    expect(`\n${sentences.join("\n")}\n`).toMatchInlineSnapshot(`
      "
      no moments:
        invalid intervention: noise:target=z_L (expected kind@moments:key=value,…, such as noise@5:target=z_L,sigma=1)
      nothing at all:
        invalid intervention: "" (expected kind@moments:key=value,…, such as noise@5:target=z_L,sigma=1)
      two lines:
        invalid intervention: "noise@5:target=z_L,\\nsigma=1" (expected kind@moments:key=value,…, such as noise@5:target=z_L,sigma=1)
      an unknown kind:
        invalid kind of intervention: pull (expected noise, ablate, freeze, patch, answer or push, in pull@3-8:toward=target,rate=0.1)
      an unknown key:
        invalid option of ablate: sigma (expected target, with, when, epsilon or halt, in ablate@5:target=z_L,sigma=1)
      a key without a value:
        invalid option of an intervention: sigma (expected key=value, in noise@5:target=z_L,sigma)
      an empty list:
        invalid option of an intervention: nothing (expected key=value, in noise@5:)
      a key given twice:
        invalid option of an intervention: sigma=2 (expected sigma once, in noise@5:target=z_L,sigma=1,sigma=2)
      a missing target:
        invalid intervention: noise@5:sigma=1 has no target (expected target=z_L, z_H or both)
      a missing target of a single-z model:
        invalid intervention: noise@5:sigma=1 has no target (expected target=z_L)
      a wrong target:
        invalid target: zH (expected z_L, z_H or both, in noise@5:target=zH,sigma=1)
      z_H of a single-z model:
        invalid target: z_H (expected z_L, the only state of a single-z model, in ablate@4.2:target=z_H)
      both states of a single-z model:
        invalid target: both (expected z_L, the only state of a single-z model, in ablate@4.2:target=both)
      a missing sigma:
        invalid intervention: noise@5:target=z_L has no sigma (expected sigma=N, N from 0 to 1000000)
      a sigma below 0:
        invalid sigma: -1 (expected 0 to 1000000, in noise@5:target=z_L,sigma=-1)
      a sigma that is not finite:
        invalid sigma: 1e999 (expected 0 to 1000000, in noise@5:target=z_L,sigma=1e999)
      a sigma that is not a number:
        invalid sigma: 0x10 (expected 0 to 1000000, in noise@5:target=z_L,sigma=0x10)
      a seed that is not an integer:
        invalid seed: 1.5 (expected an integer below 2^53, in noise@5:target=z_L,sigma=1,seed=1.5)
      a seed that is too large:
        invalid seed: 9007199254740992 (expected an integer below 2^53, in noise@5:target=z_L,sigma=1,seed=9007199254740992)
      a wrong replacement:
        invalid with: ones (expected init or zero, in ablate@5:target=z_L,with=ones)
      a missing source:
        invalid intervention: patch@5:target=z_L has no from (expected from=RUN#12)
      a wrong moment:
        invalid moment: 5.0 (expected 0, S, S.H, S.H.L, S-S, *, *.* or *.*.*, such as 5.2.3 or 3-8, in noise@5.0:target=z_L,sigma=1)
      a range that runs backwards:
        invalid moment: 8-3 (expected a range that does not run backwards, in noise@8-3:target=z_L,sigma=1)
      an H-step that the model does not have:
        invalid moment: 5.4 (expected H-step 1 to 3, in noise@5.4:target=z_L,sigma=1)
      an L-step that the model does not have:
        invalid moment: 5.2.9 (expected L-step 1 to 4, in noise@5.2.9:target=z_L,sigma=1)
      a wrong condition:
        invalid when: stuck (expected settled, in noise@5:target=z_L,sigma=1,when=stuck)
      an epsilon without when=settled:
        invalid intervention: noise@5:target=z_L,sigma=1,epsilon=1e-3 has epsilon alone (expected when=settled with it)
      a halt without when=settled:
        invalid intervention: noise@5:target=z_L,sigma=1,halt=1 has halt alone (expected when=settled with it)
      an epsilon of 0:
        invalid epsilon: 0 (expected above 0, to 2, in noise@5:target=z_L,sigma=1,when=settled,epsilon=0)
      a halt that is not a number:
        invalid halt: NaN (expected a logit, -1000000 to 1000000, in noise@5:target=z_L,sigma=1,when=settled,halt=NaN)
      a condition that cannot hold yet:
        invalid when: settled (expected moments after the first answer, not 0, in noise@0:target=z_L,sigma=1,when=settled)
      "
    `);
  });
});
