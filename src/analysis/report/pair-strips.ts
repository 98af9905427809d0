/**
 * @file Two rollouts of one puzzle as filmstrips under each other; in the second, the cells in which it differs from the first are marked.
 */

import { formatAddress } from "../../model/address.ts";
import { differenceOf } from "../../render/board.ts";
import { filmstripScene } from "../../render/filmstrip.ts";
import { DEFAULT_PICTURE, type Frames, framesOf } from "../../render/frames.ts";
import { answersOf, type RolloutView, readRolloutView } from "../../render/rollout-view.ts";
import type { ThemeName } from "../../render/theme.ts";
import type { Run } from "../../trace/run-reader.ts";
import type { StepRecord } from "../../trace/schema.ts";
import type { ComparedPair } from "../compare/compare-outcomes.ts";
import { escaped, pixels } from "./html.ts";
import { tellingPairs } from "./telling-pairs.ts";

/** A picture of 512 columns is none. */
const MOST_COLUMNS = 32;
/** Supervision steps that are seen before two part, where not all fit. */
const BEFORE = 2;

interface PairedRuns {
  readonly first: Run;
  readonly second: Run;
  /** Their cycles differ. */
  readonly answersOnly: boolean;
}

/** Reads the rollouts that it shows, and no others. */
export async function* pairStrips(
  pairs: readonly ComparedPair[],
  runs: PairedRuns,
): AsyncGenerator<string, void, void> {
  for (const { what, pairs: count, chosen } of tellingPairs(pairs)) {
    yield `<h3>${escaped(what)}: ${count} of ${pairs.length}</h3>\n`;
    for (const pair of chosen) yield await pairFigure(pair, runs);
  }
}

async function pairFigure(pair: ComparedPair, { first, second, answersOnly }: PairedRuns): Promise<string> {
  const view = await readRolloutView(first, pair.first.identity.rollout);
  const other = await readRolloutView(second, pair.second.identity.rollout);
  const range = shownSteps(pair);
  const upper = (theme: ThemeName) => frames(view, range, theme);
  const lower = (theme: ThemeName) => besides(frames(other, range, theme), upper(theme), answersOnly);
  const strips = [
    await pixels((theme) => filmstripScene(upper(theme), { scale: undefined })),
    await pixels((theme) => filmstripScene(lower(theme), { scale: undefined })),
  ];
  const caption = `${describePair(pair, first.name, second.name)}${range.all ? "" : `, supervision steps ${range.from} to ${range.to}`}`;
  return `<figure class="pair"><div class="wide">${strips.join("<br>")}</div><figcaption>${escaped(caption)}</figcaption></figure>\n`;
}

/** `above: rollout 3 of first; below: rollout 3 of kicked; they part at 5.1.1 and are together again from 7.2 on` */
export function describePair({ first, second, parting }: ComparedPair, upper: string, lower: string): string {
  const { partsAt, rejoinsAt } = parting;
  const who = `above: rollout ${first.identity.rollout} of ${upper}; below: rollout ${second.identity.rollout} of ${lower}`;
  if (partsAt === null) return `${who}; they never part`;
  const again = rejoinsAt === null ? "and do not come together again" : `and are together again from ${rejoinsAt} on`;
  return `${who}, marked where it differs; they part at ${partsAt} ${again}`;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly all: boolean;
}

function shownSteps({ first, second, parting }: ComparedPair): Range {
  const steps = Math.max(first.measured.steps, second.measured.steps);
  if (steps <= MOST_COLUMNS) return { from: 1, to: steps, all: true };
  const from = Math.max(1, Math.min((parting.partsAtStep ?? 1) - BEFORE, steps - MOST_COLUMNS + 1));
  return { from, to: from + MOST_COLUMNS - 1, all: false };
}

function frames(view: RolloutView, { from, to }: Range, theme: ThemeName): Frames {
  const events = answersOf(view).filter(({ supervisionStep }) => supervisionStep >= from && supervisionStep <= to);
  return framesOf(view, events, { ...DEFAULT_PICTURE, theme });
}

/** The frames, with what differs from `first` at the same address, or at the end of the same supervision step. */
function besides(own: Frames, first: Frames, answersOnly: boolean): Frames {
  const named = (event: StepRecord): string => (answersOnly ? String(event.supervisionStep) : formatAddress(event));
  // The last of a supervision step stays.
  const places = new Map(first.events.map((event, place) => [named(event), place]));
  const ends = new Map(own.events.map((event, place) => [named(event), place]));
  return {
    ...own,
    difference(index) {
      const event = own.events[index];
      const place = event && places.get(named(event));
      if (event === undefined || place === undefined || ends.get(named(event)) !== index) return undefined;
      return differenceOf(own.board(index), first.board(place));
    },
  };
}
