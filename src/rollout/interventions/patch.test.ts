import { describe, expect, it } from "vitest";
import { moment, pretendedRow, TRM } from "../../../test/intervention-context.ts";
import type { StateProvider } from "./intervention.ts";
import { parseInterventions } from "./parse.ts";

function patching(spec: string, stateProvider: StateProvider) {
  const [patch] = parseInterventions([spec], TRM, { stateProvider });
  return patch ?? expect.fail();
}

describe("patch", () => {
  it("takes the state of the other rollout at the same moment", async () => {
    const asked: unknown[] = [];
    const patch = patching("patch@5.2:target=z_L,from=runs/a=b:c@d#12", async (...question) => {
      asked.push(question);
      return new Float32Array(12).fill(6);
    });
    const pretended = pretendedRow();
    await pretended.apply(patch.begin(), "5.2");
    expect(pretended.states.z_L).toEqual(new Float32Array(12).fill(6));
    expect(asked).toEqual([["runs/a=b:c@d#12", "z_L", moment("5.2")]]);
  });

  it("asks for each of both states", async () => {
    const provider: StateProvider = async (_, state) => new Float32Array(12).fill(state === "z_H" ? 5 : 6);
    const pretended = pretendedRow();
    await pretended.apply(patching("patch@5:target=both,from=RUN#12", provider).begin(), "5");
    expect([pretended.states.z_H[0], pretended.states.z_L[0]]).toEqual([5, 6]);
  });

  it("says what it reads from", () => {
    expect(patching("patch@5:target=z_L,from=RUN#12", async () => new Float32Array(12)).source).toBe("RUN#12");
  });

  it("refuses a state of another size", async () => {
    const patch = patching("patch@5:target=z_L,from=RUN#12", async () => new Float32Array(10));
    await expect(pretendedRow().apply(patch.begin(), "5")).rejects.toThrowErrorMatchingInlineSnapshot(
      `[FixpointError: invalid size of z_L: 10 (expected 12, that is 3 positions × 4, in RUN#12)]`,
    );
  });

  it("is refused where other runs cannot be read", () => {
    expect(() => parseInterventions(["patch@5:target=z_L,from=RUN#12"], TRM)).toThrowErrorMatchingInlineSnapshot(
      `[FixpointError: unsupported intervention: patch needs other runs, and none can be read here]`,
    );
  });
});
