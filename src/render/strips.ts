/**
 * @file The filmstrip of a rollout, and under it that of the one it is compared with.
 */

import { filmstripScale, filmstripScene } from "./filmstrip.ts";
import type { Frames } from "./frames.ts";
import { MARGIN } from "./lettering.ts";
import { type Scene, shifted } from "./scene.ts";

/** `asked` is the scale, in pixels per cell; both strips have the same. */
export function stripsScene(frames: Frames, pinned: Frames | undefined, asked: number | undefined): Scene {
  if (pinned === undefined) return filmstripScene(frames, { scale: asked });
  const scale = Math.max(filmstripScale(frames, asked), pinned.leastScale);
  const [scene, other] = [filmstripScene(frames, { scale }), filmstripScene(pinned, { scale })];
  const top = scene.height - MARGIN / 2;
  return {
    width: Math.max(scene.width, other.width),
    height: top + other.height,
    ground: scene.ground,
    label: `${scene.label}; pinned: ${other.label}`,
    items: [...scene.items, { type: "group", label: "pinned", items: shifted(other.items, 0, top) }],
  };
}
