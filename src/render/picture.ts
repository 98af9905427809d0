/**
 * @file A rollout as a file of a picture: one event, the whole as a filmstrip, or an animation. What `fixpoint render` writes and the
 * explorer exports.
 */

import type { StepRecord } from "../trace/schema.ts";
import { shownDoubt } from "./doubt.ts";
import { scenesToGif, sceneToPng } from "./encode.ts";
import { framesOf, type PictureOptions } from "./frames.ts";
import { answersAndProbesOf, answersOf, eventAt, type RolloutView } from "./rollout-view.ts";
import type { Scene } from "./scene.ts";
import { stillScene } from "./still.ts";
import { stripsScene } from "./strips.ts";
import { sceneToSvg } from "./svg.ts";

export const PICTURE_FORMATS = ["png", "svg", "gif"] as const;
export type PictureFormat = (typeof PICTURE_FORMATS)[number];

/** Pixels that the largest grid is wide where no scale is asked for: of a picture to look at, and of an animation. */
const STILL_PIXELS = 360;
const ANIMATION_PIXELS = 240;
/** How long the last frame of an animation is held, in milliseconds. */
const HOLD = 2000;

export interface PictureRequest extends PictureOptions {
  readonly format: PictureFormat;
  /** Only the event at this address, such as `5.2.3`; the whole rollout where it is left out. */
  readonly at?: string | undefined;
  /** Of the whole rollout: the probes between the answers too. */
  readonly probes?: boolean | undefined;
  /** Pixels per cell; by the size of the grids where it is left out. */
  readonly scale?: number | undefined;
  /** Milliseconds from frame to frame of a GIF; 300, with probes 120, where it is left out. */
  readonly delay?: number | undefined;
}

/** The bytes of the file, in pieces. Throws a `FixpointError` for an address that the rollout lacks. */
export async function* picture(
  view: RolloutView,
  request: PictureRequest,
  /** Another rollout, which this one is compared with: what of it stands beside an event is drawn beside it. */
  pinned?: RolloutView,
): AsyncGenerator<Uint8Array, void, void> {
  const { format, at, probes, scale } = request;
  const events = at === undefined ? eventsOf(view, probes) : eventAt(view, at);
  const frames = framesOf(view, events, request, pinned);
  const still = (index: number): Scene =>
    stillScene(frames, index, {
      scale,
      pixels: at === undefined ? ANIMATION_PIXELS : STILL_PIXELS,
      progress: at === undefined,
    });
  function strips(): Scene {
    if (pinned === undefined) return stripsScene(frames, undefined, scale);
    const below = framesOf(pinned, eventsOf(pinned, probes), knownOf(pinned, request), view);
    return stripsScene(frames, below, scale);
  }
  if (format === "gif") {
    const first = at === undefined ? 0 : events.length - 1;
    const delay = request.delay ?? (probes ? 120 : 300);
    yield* scenesToGif(events.length - first, (index) => still(first + index), { delay, hold: Math.max(delay, HOLD) });
    return;
  }
  const scene = at === undefined ? strips() : still(events.length - 1);
  yield format === "png" ? await sceneToPng(scene) : new TextEncoder().encode(sceneToSvg(scene));
}

const eventsOf = (view: RolloutView, probes = false): readonly StepRecord[] =>
  probes ? answersAndProbesOf(view) : answersOf(view);

/** The options without what this rollout knows nothing of: what is pinned need not have all that the other has. */
function knownOf({ record, steps: [first] }: RolloutView, options: PictureOptions): PictureOptions {
  const { difference, doubt } = options;
  const hasTarget = record.targetTokens !== null;
  return {
    ...options,
    difference: difference === "target" && !hasTarget ? "none" : difference,
    doubt: first === undefined ? "off" : shownDoubt(doubt, first),
  };
}
