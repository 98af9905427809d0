/**
 * @file Concepts: one thing that can be done to a grid, in as many variants as its parameters allow.
 */

import type { Grid } from "../../arc/puzzle.ts";
import type { Random } from "../random.ts";

/** What tells the variants of a concept apart: directions, colours, counts. Fixed within a task. */
export type Parameters = Readonly<Record<string, string | number>>;

export interface ConceptDefinition<P extends Parameters> {
  readonly name: string;
  /** What it does, parameters in braces; `{#colour}` is a colour by name. */
  readonly sentence: string;
  /** All of them; each does something else. */
  readonly variants: readonly P[];
  /** Proposes an input; `undefined` where the draw came to nothing. Not every proposal need fit. */
  draw(random: Random, parameters: P): Grid | undefined;
  /** Is there one thing only that the concept can mean on this grid, and does the grid show it? */
  fits(grid: Grid, parameters: P): boolean;
  /** The grids after each inner step; the last is the output. Defined on every grid that fits. */
  steps(grid: Grid, parameters: P): readonly Grid[];
}

/** A concept with one variant of its parameters. */
export interface ConceptVariant {
  readonly concept: string;
  /** From 0, in the order of `variants`. */
  readonly index: number;
  readonly parameters: Parameters;
  /** What it does, in a sentence. */
  readonly sentence: string;
  draw(random: Random): Grid | undefined;
  fits(grid: Grid): boolean;
  steps(grid: Grid): readonly Grid[];
}

export interface Concept {
  readonly name: string;
  readonly sentence: string;
  readonly variants: readonly ConceptVariant[];
}

/** Binds every variant to its parameters, so that concepts with different parameters are of one kind. */
export function defineConcept<P extends Parameters>(definition: ConceptDefinition<P>): Concept {
  const { name, sentence, variants } = definition;
  return {
    name,
    sentence,
    variants: variants.map((parameters, index) => ({
      concept: name,
      index,
      parameters,
      sentence: fill(sentence, parameters),
      draw: (random) => definition.draw(random, parameters),
      fits: (grid) => definition.fits(grid, parameters),
      steps: (grid) => definition.steps(grid, parameters),
    })),
  };
}

/** As the published ARC viewers show them. */
const COLOUR_NAMES = ["black", "blue", "red", "green", "yellow", "grey", "pink", "orange", "azure", "maroon"];

function fill(sentence: string, parameters: Parameters): string {
  return sentence.replaceAll(/\{(#?)(\w+)\}/g, (_, mark: string, key: string) => {
    const value = parameters[key] ?? "?";
    return (mark === "" ? undefined : COLOUR_NAMES[Number(value)]) ?? String(value);
  });
}
