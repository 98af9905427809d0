/**
 * @file Scenes as files.
 */

import { encodeGif } from "./raster/gif.ts";
import { createColourTable } from "./raster/image.ts";
import { encodePng } from "./raster/png.ts";
import { rasterise } from "./raster/rasterise.ts";
import type { Scene } from "./scene.ts";

/** Throws a usage error for a scene that is too large for a file. */
export async function sceneToPng(scene: Scene): Promise<Uint8Array<ArrayBuffer>> {
  const table = createColourTable();
  return encodePng(rasterise(scene, table), table.colours);
}

export interface AnimationTiming {
  /** Milliseconds from frame to frame. */
  readonly delay: number;
  /** Milliseconds for which the last frame is held before the first comes again. */
  readonly hold: number;
}

/** Scenes of one size, drawn one at a time. */
export function* scenesToGif(
  count: number,
  sceneAt: (index: number) => Scene,
  { delay, hold }: AnimationTiming,
): Generator<Uint8Array, void, void> {
  const table = createColourTable();
  function* frames() {
    for (let index = 0; index < count; index++) {
      yield { image: rasterise(sceneAt(index), table), delay: index === count - 1 ? hold : delay };
    }
  }
  yield* encodeGif(frames(), table);
}
