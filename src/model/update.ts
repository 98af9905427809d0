/**
 * @file One update of the schedule as a graph fragment.
 */

import type { GraphBuilder } from "../graph/build.ts";
import { add } from "../graph/build.ts";
import type { Value } from "../graph/types.ts";
import { applyNetwork } from "./network.ts";
import type { NetworkDescription } from "./parameters.ts";
import type { Injection, Update } from "./schedule.ts";

/** The values an update reads, f32 [B, P+S, D] each. */
export type Operands = Readonly<Partial<Record<Injection, Value>>>;

/** Everything an update reads: the state that it rewrites, and the injections. */
export const operandsOf = (update: Update): readonly Injection[] => [update.state, ...update.injections];

/** `network(z + (a + b))`: the state after the update, f32 [B, P+S, D]. */
export function applyUpdate(
  graph: GraphBuilder,
  description: NetworkDescription,
  update: Update,
  operands: Operands,
): Value {
  const value = (name: Injection): Value => {
    const operand = operands[name];
    if (operand === undefined) throw new Error(`update of ${update.state} lacks ${name}`);
    return operand;
  };
  const [first, ...others] = update.injections.map(value);
  const state = value(update.state);
  const summed = first === undefined ? state : add(state, others.reduce(add, first));
  return applyNetwork(graph, description, update.network, summed);
}
