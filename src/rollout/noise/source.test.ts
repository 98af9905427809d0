import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** IEEE 754 or integer operations, the same to the last bit on every machine. */
const EXACT = ["abs", "ceil", "clz32", "floor", "fround", "imul", "max", "min", "sign", "sqrt", "trunc"];

const FOLDERS = ["./", "../interventions/", "../../random/"];
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => [`${folder}${name}`, readFileSync(new URL(`${folder}${name}`, import.meta.url), "utf8")] as const),
);

function inexact(source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
  const uses = [...code.matchAll(/\bMath\b\s*(?:\.\s*(\w+))?/g)];
  const functions = uses.filter(([, name]) => name === undefined || !EXACT.includes(name)).map(([use]) => use);
  return [...functions, ...(code.match(/\*\*/g) ?? [])];
}

describe("the sources of noise", () => {
  it.each(sources)("%s use exact operations only", (_name, source) => {
    expect(inexact(source)).toEqual([]);
  });

  it("would be caught at an inexact one", () => {
    expect(inexact("/** Math.log */ Math.sqrt(Math.log(x)) + Math.random() + 2 ** x")).toEqual([
      "Math.log",
      "Math.random",
      "**",
    ]);
    expect(inexact("const { exp } = Math;")).toEqual(["Math"]);
    expect(sources.length).toBeGreaterThan(10);
  });
});
