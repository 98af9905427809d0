/**
 * @file Where two rollouts of one puzzle part, and whether and when they are together again: by the answers of their events.
 */

import { type Address, formatAddress } from "../../model/address.ts";
import { sameAnswer } from "./same-answer.ts";

export interface PartingEvent extends Address {
  /** u8 [S] */
  readonly tokens: Uint8Array;
}

export interface Parting {
  /** Events that both have. */
  readonly events: number;
  /** Address of the first event whose answers differ; null where none does. */
  readonly partsAt: string | null;
  readonly partsAtStep: number | null;
  /** Address from which on all that both have is the same again; null where they never part, or never come together. */
  readonly rejoinsAt: string | null;
  readonly rejoinsAtStep: number | null;
  /** The last answers that both have are the same. */
  readonly sameEnd: boolean;
  /** Whole supervision steps at the end in which all that both have is the same; all of them where they never part. */
  readonly togetherSteps: number;
}

export interface PartingOptions {
  /** Of an ARC task: what counts are the cropped grids. */
  readonly isTask?: boolean;
  /** Compare the answers of supervision steps alone: the two have other cycles (TRM and HRM). */
  readonly answersOnly?: boolean;
}

/** Both in the order of their rollouts. Compared are the addresses that both have. */
export function parting(
  first: readonly PartingEvent[],
  second: readonly PartingEvent[],
  { isTask = false, answersOnly = false }: PartingOptions = {},
): Parting {
  return partingBy(first, second, (one, other) => sameAnswer(one.tokens, other.tokens, isTask), answersOnly);
}

/**
 * Parted, and the same at every address of the tail (supervision steps). Two that wander may meet by chance: that the last event agrees, or
 * the last few, is no return.
 */
export function isTogetherAtEnd({ partsAt, togetherSteps }: Parting, tail: number): boolean {
  return partsAt !== null && togetherSteps >= tail;
}

/** The same for events of any kind, by whether two of them say the same. */
export function partingBy<E extends Address>(
  first: readonly E[],
  second: readonly E[],
  isSame: (one: E, other: E) => boolean,
  answersOnly = false,
): Parting {
  const [a, b] = answersOnly ? [finalAnswers(first), finalAnswers(second)] : [first, second];
  const named = (event: E) => (answersOnly ? String(event.supervisionStep) : `${event.kind} ${formatAddress(event)}`);
  const others = new Map(b.map((event) => [named(event), event]));
  let [events, parts, rejoins, last] = [0, null, null, null] as [number, E | null, E | null, boolean | null];
  const together = new Set<number>();
  let apartIn: number | null = null;
  for (const event of a) {
    const other = others.get(named(event));
    if (other === undefined) continue;
    events++;
    const same = isSame(event, other);
    if (!same) parts ??= event;
    if (!same) {
      rejoins = null;
      apartIn = event.supervisionStep;
      together.clear();
    } else {
      if (parts !== null) rejoins ??= event;
      if (event.supervisionStep !== apartIn) together.add(event.supervisionStep);
    }
    if (event.kind === "answer") last = same;
  }
  const address = (event: E | null) =>
    event === null ? null : answersOnly ? String(event.supervisionStep) : formatAddress(event);
  return {
    events,
    partsAt: address(parts),
    partsAtStep: parts?.supervisionStep ?? null,
    rejoinsAt: address(rejoins),
    rejoinsAtStep: rejoins?.supervisionStep ?? null,
    sameEnd: last === true,
    togetherSteps: together.size,
  };
}

/** The last answer of every supervision step. */
function finalAnswers<E extends Address>(events: readonly E[]): E[] {
  const bySteps = new Map<number, E>();
  for (const event of events) if (event.kind === "answer") bySteps.set(event.supervisionStep, event);
  return [...bySteps.values()];
}
