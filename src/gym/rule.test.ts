/** @file What every rule of the catalogue keeps, whatever its concepts. */

import { describe, expect, it } from "vitest";
import { drawExample } from "../../test/gym-examples.ts";
import { checkGrid, gridsEqual } from "../arc/grid.ts";
import { parseRuleFamilies, RULE_FAMILIES } from "./catalogue.ts";
import { conceptNamed } from "./concepts/all-concepts.ts";
import { randomOf } from "./random.ts";
import { type Rule, ruleFamily } from "./rule.ts";

const EXAMPLES = 12;

/** Some rules of a family, and examples of them. */
function sample(rules: readonly Rule[]) {
  return Array.from({ length: EXAMPLES }, (_, n) => {
    const rule = randomOf(n, "sample").pick(rules);
    return { rule, ...drawExample(rule, `sample ${n}`) };
  });
}

describe("the catalogue", () => {
  it("has 45 concepts, and compositions of two and three", () => {
    const sizes = RULE_FAMILIES.map(({ name }) => name.split("+").length);
    expect([1, 2, 3].map((size) => sizes.filter((other) => other === size).length)).toEqual([45, 39, 7]);
    expect(new Set(RULE_FAMILIES.map(({ name }) => name)).size).toBe(RULE_FAMILIES.length);
  });

  it.each(RULE_FAMILIES)("$name: valid grids up to 10×10, something changes, and the steps lead to it", ({ rules }) => {
    for (const { rule, input, output, steps } of sample(rules)) {
      const grids = [input, ...steps.flatMap((step) => step.grids)];
      for (const grid of grids) {
        expect(checkGrid(grid, rule.id)).toEqual(grid);
        expect(Math.max(grid.length, grid[0]?.length ?? 0)).toBeLessThanOrEqual(10);
      }
      expect(gridsEqual(grids.at(-1) ?? [], output)).toBe(true);
      expect(gridsEqual(input, output)).toBe(false);
      for (const [n, grid] of grids.entries()) if (n > 0) expect(gridsEqual(grid, grids[n - 1] ?? [])).toBe(false);
      expect(steps.map(({ concept }) => concept).join("+")).toBe(rule.name);
    }
  });

  it.each(RULE_FAMILIES.filter(({ name }) => name.includes("+")))(
    "$name: each concept acts on what the one before leaves, and none alone does it all",
    ({ rules }) => {
      for (const { rule, input, output, steps } of sample(rules)) {
        let current = input;
        for (const [place, { concept, grids }] of steps.entries()) {
          const index = conceptNamed(concept)?.variants.findIndex(
            ({ parameters }) => parameters === rule.parameters[place],
          );
          const variant = conceptNamed(concept)?.variants[index ?? -1];
          const alone = variant?.steps(input).at(-1);
          if (alone !== undefined) expect(gridsEqual(alone, output)).toBe(false);
          const next = variant?.steps(current).at(-1);
          expect(next).toEqual(grids.at(-1));
          current = grids.at(-1) ?? [];
        }
        expect(current).toEqual(output);
      }
    },
  );

  it("gives every rule an id of its own", () => {
    const ids = RULE_FAMILIES.flatMap(({ rules }) => rules.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("parseRuleFamilies", () => {
  const names = (text: string) => parseRuleFamilies(text).map(({ name }) => name);

  it("takes names, groups of them, and compositions of one's own, each once", () => {
    expect(names("gravity, mirror,gravity+mirror")).toEqual(["gravity", "mirror", "gravity+mirror"]);
    expect(names("all")).toHaveLength(91);
    expect([...names("singles"), ...names("pairs"), ...names("triples")]).toEqual(names("all"));
    expect(names("mark,singles")).toHaveLength(45);
    expect(names("shift+scale")).toEqual(["shift+scale"]);
  });

  it("knows which parameters of a composition go together", () => {
    const [family] = parseRuleFamilies("recolour-by-size+crop-colour");
    expect(family?.rules).toHaveLength(18);
    expect(family?.rules.every(({ parameters: [one, other] }) => one?.["colour"] === other?.["colour"])).toBe(true);
  });

  it("refuses what is none", () => {
    expect(() => parseRuleFamilies("gravity+levity")).toThrow(/^invalid concept: levity \(expected all, singles, /);
    expect(() => parseRuleFamilies("gravity+")).toThrow(/^invalid concept: an empty name /);
    const large = "recolour-by-cells+recolour-by-cells+recolour-by-cells";
    expect(() => parseRuleFamilies(large)).toThrow(`invalid concept: ${large} (expected a composition with at most `);
  });
});

describe("a rule", () => {
  it("says in a sentence what it does", () => {
    const family = ruleFamily(["gravity", "recolour"].flatMap((name) => conceptNamed(name) ?? []));
    expect(family.rules[0]?.sentence).toBe(
      "every cell falls up until the edge or another cell stops it; then what is blue turns red",
    );
  });

  it("has an alternative for every other variant of each concept", () => {
    const rule = parseRuleFamilies("gravity+mirror")[0]?.rules[5];
    const ids = [...(rule?.alternatives() ?? [])].map(({ id }) => id);
    expect(ids.sort()).toEqual([1, 4, 6, 7, 9, 13].map((n) => `gravity+mirror-${n}`).sort());
  });
});
