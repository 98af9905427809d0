/**
 * @file A whole rollout in hand: its events with the states that stood after each.
 */

import type { Engine } from "../src/engine/engine.ts";
import type { Model } from "../src/model/model.ts";
import type { StateName } from "../src/model/schedule.ts";
import { bindModel } from "../src/rollout/bound-model.ts";
import type { RolloutEvent } from "../src/rollout/events.ts";
import type { RolloutRow } from "../src/rollout/request.ts";
import { type RolloutOptions, rollout } from "../src/rollout/rollout.ts";

export interface Collected {
  readonly event: RolloutEvent;
  /** f32 [B, P+S, D] */
  readonly states: Readonly<Partial<Record<StateName, Float32Array>>>;
}

export async function collect(
  model: Model,
  engine: Engine,
  rows: readonly RolloutRow[],
  options: RolloutOptions = {},
): Promise<Collected[]> {
  const bound = await bindModel(model, engine, rows.length);
  const collected: Collected[] = [];
  for await (const event of rollout(bound, rows, options)) {
    const states: Partial<Record<StateName, Float32Array>> = {};
    for (const name of model.schedule.states) states[name] = await event.readState(name);
    collected.push({ event, states });
  }
  await bound.release();
  return collected;
}

/** Everything of an event that can be compared with `toEqual`. */
export function plain({ event: { readState: _, ...fields }, states }: Collected) {
  return { ...fields, states };
}
