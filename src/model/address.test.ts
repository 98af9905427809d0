import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FixpointError, printable } from "../errors.ts";
import type { Cycles } from "./address.ts";
import { formatAddress, parseAddress, parseMoments } from "./address.ts";
import { supervisionStep } from "./schedule.ts";

const CYCLES: Cycles = { hCycles: 3, lCycles: 4 };

function usageError(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message;
  }
  return "no error";
}

describe("parseAddress", () => {
  it("reads three numbers as the probe after an L-step", () => {
    expect(parseAddress("5.2.3", CYCLES)).toEqual({ supervisionStep: 5, hStep: 2, lStep: 3, kind: "probe" });
  });

  it("reads two numbers as the answer after an H-step", () => {
    expect(parseAddress("5.2", CYCLES)).toEqual({ supervisionStep: 5, hStep: 2, lStep: 4, kind: "answer" });
  });

  it("reads one number as the answer of a supervision step", () => {
    expect(parseAddress("5", CYCLES)).toEqual({ supervisionStep: 5, hStep: 3, lStep: 4, kind: "answer" });
  });

  it("reads the last probe of an H-step as a probe, though its answer holds the same tokens", () => {
    expect(parseAddress("5.3.4", CYCLES).kind).toBe("probe");
  });

  it.each(["", "0", "0.1", "5.0", "5.1.0", "05", "-1", "5.", ".5", "5.1.1.1", "5.*", "*", "3-8", "1e3", " 5", "5\n"])(
    "refuses %j",
    (text) => {
      const error = usageError(() => parseAddress(text, CYCLES));
      expect(error).toBe(`invalid address: ${printable(text)} (expected S, S.H or S.H.L, from 1, such as 5.2.3)`);
    },
  );

  it("refuses steps that the model does not have", () => {
    expect(usageError(() => parseAddress("5.4", CYCLES))).toBe("invalid address: 5.4 (expected H-step 1 to 3)");
    expect(usageError(() => parseAddress("5.3.5", CYCLES))).toBe("invalid address: 5.3.5 (expected L-step 1 to 4)");
  });

  it("refuses a supervision step that no trace could hold", () => {
    expect(parseAddress("2147483647", CYCLES).supervisionStep).toBe(2147483647);
    for (const text of ["2147483648", "9007199254740993", "9".repeat(400)]) {
      expect(usageError(() => parseAddress(text, CYCLES))).toContain("expected supervision step 1 to 2147483647");
    }
  });
});

describe("formatAddress", () => {
  it("is what parseAddress reads", () => {
    const addresses = fc.record({
      supervisionStep: fc.integer({ min: 1, max: 1000 }),
      hStep: fc.integer({ min: 1, max: 3 }),
      lStep: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(addresses, (position) => {
        const probe = { ...position, kind: "probe" as const };
        const answer = { ...position, lStep: 4, kind: "answer" as const };
        expect(parseAddress(formatAddress(probe), CYCLES)).toEqual(probe);
        expect(parseAddress(formatAddress(answer), CYCLES)).toEqual(answer);
      }),
    );
  });

  it("writes an answer without its L-step", () => {
    expect(formatAddress({ supervisionStep: 5, hStep: 2, lStep: 4, kind: "answer" })).toBe("5.2");
  });
});

/** The moments of the first `steps` supervision steps that this text means, each as `S.H.L`. */
function moments(text: string, steps = 10, cycles = CYCLES): string[] {
  const pattern = parseMoments(text, cycles);
  const all = Array.from({ length: steps }, (_, i) => [...supervisionStep(cycles, i + 1)]).flat();
  return all
    .filter(({ op, position }) => op === "moment" && pattern.matches(position))
    .map(({ position }) => formatAddress({ ...position, kind: "probe" }));
}

describe("parseMoments", () => {
  it.each([
    ["0", ["1.1.1"]],
    ["1", ["1.1.1"]],
    ["5", ["5.1.1"]],
    ["5.2", ["5.2.1"]],
    ["5.2.3", ["5.2.3"]],
    ["3-5", ["3.1.1", "4.1.1", "5.1.1"]],
    ["4-4", ["4.1.1"]],
  ])("reads %s as the moment before the first L-step of each unit", (text, expected) => {
    expect(moments(text)).toEqual(expected);
  });

  it("reads * as every supervision step, *.* as every H-step, *.*.* as every L-step", () => {
    expect(moments("*", 2)).toEqual(["1.1.1", "2.1.1"]);
    expect(moments("*.*", 2)).toEqual(["1.1.1", "1.2.1", "1.3.1", "2.1.1", "2.2.1", "2.3.1"]);
    expect(moments("*.*.*", 5)).toHaveLength(5 * 3 * 4);
  });

  it.each([
    ["0", 1],
    ["5.2", 5],
    ["3-8", 8],
    ["*", Number.POSITIVE_INFINITY],
    ["*.*.*", Number.POSITIVE_INFINITY],
  ])("knows the last supervision step of %s", (text, last) => {
    expect(parseMoments(text, CYCLES).lastSupervisionStep).toBe(last);
  });

  it.each(["", "0.1", "0-3", "5.0", "05", "3-", "-3", "3-8.1", "5.*", "**", "*.", "*.*.*.*", "*.2", "3 - 8", "5\n"])(
    "refuses %j",
    (text) => {
      expect(usageError(() => parseMoments(text, CYCLES))).toContain(
        `invalid moment: ${printable(text)} (expected 0, S, S.H`,
      );
    },
  );

  it("refuses steps that the model does not have", () => {
    expect(usageError(() => parseMoments("5.4", CYCLES))).toBe("invalid moment: 5.4 (expected H-step 1 to 3)");
    expect(usageError(() => parseMoments("5.3.5", CYCLES))).toBe("invalid moment: 5.3.5 (expected L-step 1 to 4)");
  });

  it("refuses a range that runs backwards", () => {
    const expected = "invalid moment: 8-3 (expected a range that does not run backwards)";
    expect(usageError(() => parseMoments("8-3", CYCLES))).toBe(expected);
  });

  it("refuses a supervision step that no trace could hold", () => {
    for (const text of ["2147483648", "1-2147483648", "9".repeat(400), `1-${"9".repeat(400)}`]) {
      expect(usageError(() => parseMoments(text, CYCLES))).toContain("expected supervision step 1 to 2147483647");
    }
  });

  it("names the place of a wrong text when it is told", () => {
    const error = usageError(() => parseMoments("8-3", CYCLES, "noise@8-3:target=z_L"));
    expect(error).toBe("invalid moment: 8-3 (expected a range that does not run backwards, in noise@8-3:target=z_L)");
  });
});
