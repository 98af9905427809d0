/**
 * @file What a graph's outputs need: engines run only that.
 */

import type { Graph, Value } from "./types.ts";

/** Values that some output depends on, in topological order. */
export function reachableValues(graph: Graph): Value[] {
  const needed = new Set<Value>();
  const pending = [...graph.outputs.values()];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (needed.has(value)) continue;
    needed.add(value);
    pending.push(...value.inputs);
  }
  return graph.values.filter((value) => needed.has(value));
}
