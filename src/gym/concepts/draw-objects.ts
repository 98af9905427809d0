/**
 * @file A handful of objects on black, for concepts that tell them apart by something else than colour.
 */

import type { Canvas } from "../grid/canvas.ts";
import { type ObjectChoice, placeObjects, randomCanvas } from "../grid/place.ts";
import type { Random } from "../random.ts";

/** Half of the time all of one colour. */
export function drawObjects(random: Random, { colours, ...choice }: ObjectChoice): Canvas {
  const canvas = randomCanvas(random, 6);
  const palette = random.chance(1, 2) ? [random.pick(colours)] : random.shuffled(colours).slice(0, 3);
  placeObjects(random, canvas, { ...choice, colours: palette });
  return canvas;
}
