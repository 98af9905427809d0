/**
 * @file Values of a graph in float64, unrounded, by the reference engine's own rules: what gradients are checked with.
 */

import { type Elements, evaluate } from "../../src/engine/reference/evaluate.ts";
import { reachableValues } from "../../src/graph/reachable.ts";
import type { Graph, Value } from "../../src/graph/types.ts";

/** The elements of the input of that name. */
export type Feeds = (name: string) => ArrayLike<number> | undefined;

/** `values` as a function of the graph's inputs. */
export function exactly({ values, inputs }: Graph, wanted: readonly Value[]): (feeds: Feeds) => Elements[] {
  const outputs = new Map(wanted.map((value, place) => [`${place}`, value]));
  const order = reachableValues({ values, inputs, outputs });
  return (feeds) => {
    const known = new Map<Value, Elements>();
    const find = (value: Value): Elements => known.get(value) as Elements;
    for (const value of order) known.set(value, elementsOf(value, feeds, find));
    return wanted.map(find);
  };
}

function elementsOf(value: Value, feeds: Feeds, find: (input: Value) => Elements): Elements {
  const { operation, inputs } = value;
  if (operation.op === "constant") return Float64Array.from(operation.data);
  if (operation.op !== "input") return evaluate(value, inputs.map(find));
  const given = feeds(operation.name);
  if (given === undefined) throw new Error(`no elements of ${operation.name}`);
  return Float64Array.from(given);
}
