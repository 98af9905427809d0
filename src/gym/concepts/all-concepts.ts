/**
 * @file Every concept there is, by family.
 */

import { recolour } from "./colour/recolour.ts";
import { recolourByBorder } from "./colour/recolour-by-border.ts";
import { recolourByCells } from "./colour/recolour-by-cells.ts";
import { recolourByHole } from "./colour/recolour-by-hole.ts";
import { recolourBySize } from "./colour/recolour-by-size.ts";
import { swapColours } from "./colour/swap-colours.ts";
import { takeHeader } from "./colour/take-header.ts";
import type { Concept } from "./concept.ts";
import { countToBar } from "./counting/count-to-bar.ts";
import { histogram } from "./counting/histogram.ts";
import { sortBars } from "./counting/sort-bars.ts";
import { stack } from "./counting/stack.ts";
import { bounce } from "./lines/bounce.ts";
import { bridge } from "./lines/bridge.ts";
import { connect } from "./lines/connect.ts";
import { copyAlong } from "./lines/copy-along.ts";
import { extend } from "./lines/extend.ts";
import { rayTurn } from "./lines/ray-turn.ts";
import { approach } from "./motion/approach.ts";
import { gravity } from "./motion/gravity.ts";
import { move } from "./motion/move.ts";
import { shift } from "./motion/shift.ts";
import { slide } from "./motion/slide.ts";
import { continuePattern } from "./patterns/continue-pattern.ts";
import { repairTiling } from "./patterns/repair-tiling.ts";
import { fillBox } from "./regions/fill-box.ts";
import { fillEnclosed } from "./regions/fill-enclosed.ts";
import { flood } from "./regions/flood.ts";
import { hollow } from "./regions/hollow.ts";
import { outline } from "./regions/outline.ts";
import { keep } from "./selection/keep.ts";
import { keepColour } from "./selection/keep-colour.ts";
import { mark } from "./selection/mark.ts";
import { markCrossings } from "./selection/mark-crossings.ts";
import { removeNoise } from "./selection/remove-noise.ts";
import { border } from "./size/border.ts";
import { combinePanels } from "./size/combine-panels.ts";
import { crop } from "./size/crop.ts";
import { cropColour } from "./size/crop-colour.ts";
import { frame } from "./size/frame.ts";
import { scale } from "./size/scale.ts";
import { selfTile } from "./size/self-tile.ts";
import { tile } from "./size/tile.ts";
import { completeSymmetry } from "./symmetry/complete-symmetry.ts";
import { mirror } from "./symmetry/mirror.ts";
import { rotate } from "./symmetry/rotate.ts";

export const CONCEPTS: readonly Concept[] = [
  ...[move, shift, gravity, slide, approach],
  ...[mirror, rotate, completeSymmetry],
  ...[scale, tile, crop, cropColour, frame, border, selfTile, combinePanels],
  ...[connect, bridge, extend, copyAlong, bounce, rayTurn],
  ...[fillEnclosed, flood, outline, fillBox, hollow],
  ...[recolour, swapColours, recolourBySize, recolourByBorder, recolourByCells, recolourByHole, takeHeader],
  ...[keep, keepColour, removeNoise, mark, markCrossings],
  ...[countToBar, histogram, sortBars, stack],
  ...[continuePattern, repairTiling],
];

const BY_NAME = new Map(CONCEPTS.map((concept) => [concept.name, concept]));

export function conceptNamed(name: string): Concept | undefined {
  return BY_NAME.get(name);
}
