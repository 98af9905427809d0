/**
 * @file Pictures of scripted rollouts in one call.
 */

import { scenesToGif } from "../../src/render/encode.ts";
import { filmstripScene } from "../../src/render/filmstrip.ts";
import { DEFAULT_PICTURE, type Frames, framesOf, type PictureOptions } from "../../src/render/frames.ts";
import { answersAndProbesOf, answersOf, eventAt } from "../../src/render/rollout-view.ts";
import type { Scene } from "../../src/render/scene.ts";
import { stillScene } from "../../src/render/still.ts";
import { type Script, viewOfScript } from "./scripted-rollout.ts";

export interface DrawOptions extends Partial<PictureOptions> {
  readonly scale?: number;
  readonly probes?: boolean;
}

export async function drawStill(script: Script, at: string, { scale, ...options }: DrawOptions = {}): Promise<Scene> {
  const view = await viewOfScript(script);
  const events = eventAt(view, at);
  const frames = framesOf(view, events, { ...DEFAULT_PICTURE, ...options });
  return stillScene(frames, events.length - 1, { scale, pixels: 200, progress: false });
}

export async function drawFilmstrip(script: Script, options: DrawOptions = {}): Promise<Scene> {
  return filmstripScene(await allFrames(script, options), { scale: options.scale });
}

const FRAME = { pixels: 100, progress: true };

/** One frame of `drawAnimation`. */
export async function drawFrame(script: Script, index: number, options: DrawOptions = {}): Promise<Scene> {
  return stillScene(await allFrames(script, options), index, { ...FRAME, scale: options.scale });
}

export async function drawAnimation(script: Script, options: DrawOptions = {}): Promise<Uint8Array> {
  const frames = await allFrames(script, options);
  const still = { ...FRAME, scale: options.scale };
  const timing = { delay: 300, hold: 2000 };
  return Buffer.concat([...scenesToGif(frames.events.length, (index) => stillScene(frames, index, still), timing)]);
}

async function allFrames(script: Script, { probes, ...options }: DrawOptions): Promise<Frames> {
  const view = await viewOfScript(script);
  const events = probes ? answersAndProbesOf(view) : answersOf(view);
  return framesOf(view, events, { ...DEFAULT_PICTURE, ...options });
}
