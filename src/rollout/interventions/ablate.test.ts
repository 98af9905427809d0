import { describe, expect, it } from "vitest";
import { pretendedRow, TRM } from "../../../test/intervention-context.ts";
import { parseInterventions } from "./parse.ts";

async function ablated(spec: string) {
  const pretended = pretendedRow();
  pretended.states.z_H.fill(7);
  pretended.states.z_L.fill(8);
  const [ablate] = parseInterventions([spec], TRM);
  await pretended.apply(ablate?.begin() ?? expect.fail(), "4.2");
  return { z_H: [...new Set(pretended.states.z_H)], z_L: [...new Set(pretended.states.z_L)] };
}

describe("ablate", () => {
  it("resets a state to its init vector", async () => {
    expect(await ablated("ablate@4.2:target=z_H")).toEqual({ z_H: [1], z_L: [8] });
  });

  it("says the same when asked to with=init", async () => {
    expect(await ablated("ablate@4.2:target=z_L,with=init")).toEqual({ z_H: [7], z_L: [2] });
  });

  it("sets a state to zero on request", async () => {
    expect(await ablated("ablate@4.2:target=z_L,with=zero")).toEqual({ z_H: [7], z_L: [0] });
  });

  it("takes both states", async () => {
    expect(await ablated("ablate@4.2:target=both")).toEqual({ z_H: [1], z_L: [2] });
  });
});
