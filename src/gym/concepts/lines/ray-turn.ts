/**
 * @file A ray that turns wherever a grey cell stands in its way.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Canvas, type Cell, cellsWhere, coloursBut, GREY, paint, painted } from "../../grid/canvas.ts";
import { SIDES, type Side, turned, vector } from "../../grid/directions.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import type { Random } from "../../random.ts";
import { defineConcept } from "../concept.ts";

type Turn = "left" | "right";
const TURNS: readonly Turn[] = ["left", "right"];

export const rayTurn = defineConcept({
  name: "ray-turn",
  sentence: "a ray runs {direction} from the coloured cell and turns {turn} at every grey one, until the edge",
  variants: SIDES.flatMap((direction: Side) => TURNS.map((turn) => ({ direction, turn }))),
  draw(random, { direction, turn }) {
    const canvas = randomCanvas(random, 6);
    const start: Cell = [random.below(canvas.length), random.below(canvas[0]?.length ?? 1)];
    paint(canvas, start[0], start[1], random.pick(coloursBut(GREY)));
    for (let mirrors = random.between(1, 3); mirrors > 0; mirrors--) addMirror(random, canvas, direction, turn);
    placeObjects(random, canvas, { count: random.between(0, 3), cells: [1, 1], colours: [GREY], gap: 1 });
    return canvas;
  },
  fits(grid, { direction, turn }) {
    const emitters = cellsWhere(grid, (colour) => colour !== BLACK && colour !== GREY);
    const segments = segmentsOf(grid, direction, turn);
    const cells = segments.flat().map(String);
    // A ray that ran in circles would pass a cell twice.
    return (
      emitters.length === 1 &&
      segments.length > 1 &&
      segments.every((segment) => segment.length > 0) &&
      new Set(cells).size === cells.length
    );
  },
  steps(grid, { direction, turn }) {
    const [[row, column] = [0, 0]] = cellsWhere(grid, (colour) => colour !== BLACK && colour !== GREY);
    const steps: Grid[] = [];
    for (const segment of segmentsOf(grid, direction, turn)) {
      steps.push(painted(steps.at(-1) ?? grid, segment, at(grid, row, column) ?? BLACK));
    }
    return steps;
  },
});

/** A wall somewhere on the last segment of the ray. */
function addMirror(random: Random, canvas: Canvas, direction: Side, turn: Turn): void {
  const last = segmentsOf(canvas, direction, turn).at(-1) ?? [];
  if (last.length < 2) return;
  const [row, column] = random.pick(last.slice(1));
  paint(canvas, row, column, GREY);
}

/** The straight parts of the ray in order; a ray that would run in circles ends where it began to. */
function segmentsOf(grid: Grid, direction: Side, turn: Turn): Cell[][] {
  const segments: Cell[][] = [[]];
  let [cell] = cellsWhere(grid, (colour) => colour !== BLACK && colour !== GREY);
  let heading = direction;
  const passed = new Set<string>();
  while (cell !== undefined) {
    const state = `${cell} ${heading}`;
    if (passed.has(state)) return segments;
    passed.add(state);
    const [down, right] = vector(heading);
    const ahead: Cell = [cell[0] + down, cell[1] + right];
    const colour = at(grid, ahead[0], ahead[1]);
    if (colour === undefined) return segments;
    if (colour === GREY) {
      heading = turned(heading, turn);
      segments.push([]);
    } else {
      segments.at(-1)?.push(ahead);
      cell = ahead;
    }
  }
  return segments;
}
