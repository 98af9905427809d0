import { describe, expect, it } from "vitest";
import type { Instruction } from "./schedule.ts";
import { supervisionStep } from "./schedule.ts";

function instructions(hCycles: number, lCycles: number, step = 1): Instruction[] {
  return [...supervisionStep({ hCycles, lCycles }, step)];
}

function written({ op, position }: Instruction): string {
  return `${op} ${position.supervisionStep}.${position.hStep}.${position.lStep}`;
}

describe("supervisionStep", () => {
  it("updates z_L lCycles times in every H-step, and probes after every L-step but the last", () => {
    expect(instructions(2, 2, 5).map(written)).toEqual([
      "moment 5.1.1",
      "lUpdate 5.1.1",
      "probe 5.1.1",
      "moment 5.1.2",
      "lUpdate 5.1.2",
      "hUpdate 5.1.2",
      "moment 5.2.1",
      "lUpdate 5.2.1",
      "probe 5.2.1",
      "moment 5.2.2",
      "lUpdate 5.2.2",
      "hUpdate 5.2.2",
    ]);
  });

  it("has no probe where an H-step has one L-step", () => {
    expect(instructions(1, 1).map(({ op }) => op)).toEqual(["moment", "lUpdate", "hUpdate"]);
  });

  it("costs the 384 network applications of a traced ARC rollout, 240 without probes", () => {
    const all = Array.from({ length: 16 }, (_, i) => instructions(3, 4, i + 1)).flat();
    const applications = all.filter(({ op }) => op !== "moment");
    expect(applications).toHaveLength(384);
    expect(applications.filter(({ op }) => op !== "probe")).toHaveLength(240);
  });
});
