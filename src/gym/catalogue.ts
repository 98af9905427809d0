/**
 * @file All that the gym can ask: every concept, and the compositions in which one concept makes something for the next.
 */

import { usage } from "../errors.ts";
import { CONCEPTS, conceptNamed } from "./concepts/all-concepts.ts";
import type { Parameters } from "./concepts/concept.ts";
import { type GoTogether, type RuleFamily, ruleFamily } from "./rule.ts";

/** Once colours touch, objects are a matter of opinion: only the box around everything is sure. */
const cropsEverything: GoTogether = (...parameters) => parameters.every(({ to = "everything" }) => to === "everything");

/** What gets a colour is what that colour then stands for. */
const sameColour: GoTogether = (first, second) => first?.["colour"] === second?.["colour"];

/** Of what is made three times as large, hardly any picture fits. */
const atMostDoubled: GoTogether = (...parameters) =>
  parameters.every(({ down = 1, across = 1, high = 1, wide = 1 }) => [down, across, high, wide].every((n) => n !== 3));

const isOneOfItsColours: GoTogether = (first: Parameters = {}, second: Parameters = {}) =>
  Object.values(first).includes(second["colour"] ?? "");

/** Names of concepts joined by +, and where not all of their variants go together, which do. */
const COMPOSITIONS: readonly (readonly [names: string, goTogether?: GoTogether])[] = [
  ["gravity+mirror"],
  ["gravity+recolour"],
  ["gravity+rotate"],
  ["slide+swap-colours"],
  ["slide+crop", cropsEverything],
  ["approach+crop", cropsEverything],
  ["move+outline"],
  ["move+recolour-by-border"],
  ["keep+outline"],
  ["keep+rotate"],
  ["keep+fill-box"],
  ["keep-colour+gravity"],
  ["remove-noise+hollow"],
  ["remove-noise+mark"],
  ["crop+scale"],
  ["crop+mirror"],
  ["crop+frame"],
  ["crop+tile"],
  ["crop-colour+rotate"],
  ["fill-enclosed+rotate"],
  ["fill-enclosed+crop", cropsEverything],
  ["outline+crop", cropsEverything],
  ["fill-box+mirror"],
  ["connect+mirror"],
  ["extend+rotate"],
  ["bridge+crop", cropsEverything],
  ["copy-along+recolour"],
  ["complete-symmetry+swap-colours"],
  ["sort-bars+rotate"],
  ["stack+border"],
  ["combine-panels+frame"],
  ["combine-panels+tile"],
  ["count-to-bar+frame"],
  ["histogram+frame"],
  ["recolour-by-size+mirror"],
  ["recolour-by-size+crop-colour", sameColour],
  ["recolour-by-hole+keep-colour", sameColour],
  ["recolour-by-cells+keep-colour", isOneOfItsColours],
  ["swap-colours+tile", atMostDoubled],
  ["crop+mirror+frame"],
  ["crop+scale+frame", atMostDoubled],
  ["keep+outline+rotate"],
  ["remove-noise+hollow+crop", cropsEverything],
  ["gravity+swap-colours+rotate"],
  ["fill-enclosed+crop+mirror", cropsEverything],
  ["combine-panels+rotate+frame"],
];

/** Of one composition. */
const MOST_RULES = 100_000;

/** Single concepts, then compositions of two, then of three. */
export const RULE_FAMILIES: readonly RuleFamily[] = [
  ...CONCEPTS.map((concept) => ruleFamily([concept])),
  ...COMPOSITIONS.map(([names, goTogether]) => composed(names, goTogether)),
];

/** Words for many of them at once: how many concepts theirs have. */
const GROUPS: ReadonlyMap<string, number> = new Map([
  ["singles", 1],
  ["pairs", 2],
  ["triples", 3],
]);

/**
 * The families of `gravity,mirror,gravity+mirror`; any concepts may be composed. `all`, `singles`, `pairs` and `triples` are
 * those of the catalogue. Throws a `FixpointError` for a name that is none.
 */
export function parseRuleFamilies(text: string): readonly RuleFamily[] {
  const families = text.split(",").flatMap((word) => {
    const name = word.trim();
    if (name === "all") return RULE_FAMILIES;
    const concepts = GROUPS.get(name);
    if (concepts !== undefined) return RULE_FAMILIES.filter((family) => family.name.split("+").length === concepts);
    return [RULE_FAMILIES.find((family) => family.name === name) ?? composed(name)];
  });
  return [...new Map(families.map((family) => [family.name, family])).values()];
}

function composed(names: string, goTogether?: GoTogether): RuleFamily {
  const concepts = names.split("+").map((name) => {
    const concept = conceptNamed(name);
    if (concept !== undefined) return concept;
    throw usage("concept", name === "" ? "an empty name" : name, {
      expected: `all, singles, pairs, triples, or names joined by + out of ${CONCEPTS.map((c) => c.name).join(", ")}`,
    });
  });
  const size = concepts.reduce((product, { variants }) => product * variants.length, 1);
  if (size > MOST_RULES) {
    throw usage("concept", names, { expected: `a composition with at most ${MOST_RULES} rules, not ${size}` });
  }
  return ruleFamily(concepts, goTogether);
}
