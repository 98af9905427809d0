import { describe, expect, it } from "vitest";
import { COMMANDS, tooltip } from "./registry.ts";

describe("the registry of commands", () => {
  it("has every id and every key once", () => {
    for (const all of [COMMANDS.map(({ id }) => id), COMMANDS.flatMap(({ keys }) => keys)]) {
      expect(all.filter((one, at) => all.indexOf(one) !== at)).toEqual([]);
    }
  });

  it("makes tooltips", () => {
    expect(tooltip("cursor.next-h-step")).toBe("Next H-step (Shift →)");
    expect(tooltip("show.digits", "Numbers")).toBe("Numbers (N)");
  });
});
