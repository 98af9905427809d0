import { describe, expect, it } from "vitest";
import { FixpointError, invalid, usage, within } from "./errors.ts";

describe("an error of the user's", () => {
  it("says what was wrong, what was expected, and where", () => {
    const error = invalid("puzzle id", 9123, { expected: "0 to 875", where: "tasks.json#3" });
    expect(error.message).toBe("invalid puzzle id: 9123 (expected 0 to 875, in tasks.json#3)");
    expect(error.exitCode).toBe(1);
    expect(usage("steps", 0).exitCode).toBe(2);
  });

  it("names the place where it was found, if it did not know it", () => {
    const message = (error: Error): string => {
      try {
        return within("recipe.yaml", () => {
          throw error;
        });
      } catch (thrown) {
        return (thrown as Error).message;
      }
    };
    expect(message(invalid("givens", 17, { expected: "at most 16" }))).toBe(
      "invalid givens: 17 (expected at most 16, in recipe.yaml)",
    );
    expect(message(invalid("givens", "none"))).toBe("invalid givens: none (in recipe.yaml)");
    expect(message(invalid("givens", 17, { where: "recipe.yaml" }))).toBe("invalid givens: 17 (in recipe.yaml)");
    expect(message(new Error("a bug"))).toBe("a bug");
  });

  it("is one line that a terminal only prints, whatever it quotes", () => {
    expect(new FixpointError("two\nlines, \u001b[31mred\u001b[0m, a\u2028separator, ünïcode").message).toBe(
      "two\\nlines, \\u001b[31mred\\u001b[0m, a\\u2028separator, ünïcode",
    );
  });
});
