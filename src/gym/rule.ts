/**
 * @file Rules: what a task is about. One concept, or several of which each acts on what the one before leaves.
 */

import { gridsEqual } from "../arc/grid.ts";
import type { Grid } from "../arc/puzzle.ts";
import type { Concept, ConceptVariant, Parameters } from "./concepts/concept.ts";
import { BLACK, isGymSized } from "./grid/canvas.ts";
import type { Random } from "./random.ts";

/** The grids that one concept of a rule leaves, one after each inner step; none equals the one before. */
export interface ConceptSteps {
  readonly concept: string;
  readonly grids: readonly Grid[];
}

/** A grid and what a rule makes of it. */
export interface Example {
  readonly input: Grid;
  readonly output: Grid;
  /** For each concept of the rule; the last grid of the last is the output. */
  readonly steps: readonly ConceptSteps[];
}

export interface Rule {
  /** The concepts in the order in which they act: `gravity+mirror`. */
  readonly name: string;
  /** Which of the rules of this name: `gravity+mirror-14`. The same whatever the seed. */
  readonly id: string;
  readonly sentence: string;
  /** Of each concept. */
  readonly parameters: readonly Parameters[];
  /** Proposes an input, which need not be fit for the rule. */
  draw(random: Random): Grid | undefined;
  /** The rule carried out; `undefined` where the grid does not fit it or does not show what it does. */
  apply(input: Grid): Example | undefined;
  /** The rules that differ from this one in the parameters of one concept. */
  alternatives(): Iterable<Rule>;
}

/** A name and the rules that go by it. */
export interface RuleFamily {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** Do these parameters, one set per concept, go together? */
export type GoTogether = (...parameters: readonly Parameters[]) => boolean;

/** A rule for each choice of one variant per concept. They are made when first asked for: there are thousands. */
export function ruleFamily(concepts: readonly Concept[], goTogether: GoTogether = () => true): RuleFamily {
  let rules: readonly Rule[] | undefined;
  return {
    name: nameOf(concepts),
    get rules() {
      rules ??= choicesOf(concepts)
        .filter((chosen) => goTogether(...chosen.map(({ parameters }) => parameters)))
        .map((chosen) => makeRule(concepts, chosen));
      return rules;
    },
  };
}

function choicesOf(concepts: readonly Concept[]): readonly (readonly ConceptVariant[])[] {
  return concepts.reduce<readonly (readonly ConceptVariant[])[]>(
    (begun, { variants }) => begun.flatMap((chosen) => variants.map((variant) => [...chosen, variant])),
    [[]],
  );
}

function nameOf(concepts: readonly Concept[]): string {
  return concepts.map(({ name }) => name).join("+");
}

function makeRule(concepts: readonly Concept[], chosen: readonly ConceptVariant[]): Rule {
  const name = nameOf(concepts);
  const index = concepts.reduce(
    (before, { variants }, place) => before * variants.length + (chosen[place]?.index ?? 0),
    0,
  );
  return {
    name,
    id: `${name}-${index}`,
    sentence: chosen.map(({ sentence }) => sentence).join("; then "),
    parameters: chosen.map(({ parameters }) => parameters),
    draw: (random) => chosen[0]?.draw(random),
    apply: (input) => applied(chosen, input),
    *alternatives() {
      for (const [place, { variants }] of concepts.entries()) {
        for (const variant of variants) {
          if (variant !== chosen[place]) yield makeRule(concepts, chosen.with(place, variant));
        }
      }
    },
  };
}

function applied(chosen: readonly ConceptVariant[], input: Grid): Example | undefined {
  const steps: ConceptSteps[] = [];
  let current = input;
  for (const variant of chosen) {
    const grids = carriedOut(variant, current);
    const output = grids?.at(-1);
    if (grids === undefined || output === undefined) return undefined;
    steps.push({ concept: variant.concept, grids });
    current = output;
  }
  if (gridsEqual(current, input) || !isGymSized(input) || (chosen.length > 1 && isOneOf(chosen, input, current))) {
    return undefined;
  }
  return { input, output: current, steps };
}

/** The steps that change something; nothing where the grid does not fit or none does. */
function carriedOut(variant: ConceptVariant, input: Grid): readonly Grid[] | undefined {
  if (!variant.fits(input)) return undefined;
  const grids: Grid[] = [];
  for (const grid of variant.steps(input)) if (!gridsEqual(grid, grids.at(-1) ?? input)) grids.push(grid);
  const output = grids.at(-1);
  const shows = output !== undefined && isGymSized(output) && output.flat().some((colour) => colour !== BLACK);
  return shows ? grids : undefined;
}

/** Would one concept of several alone do the same? */
function isOneOf(chosen: readonly ConceptVariant[], input: Grid, output: Grid): boolean {
  return chosen.some((variant) => {
    const alone = carriedOut(variant, input)?.at(-1);
    return alone !== undefined && gridsEqual(alone, output);
  });
}
