/**
 * @file Cells shoot rays, which go on until something blocks them.
 */

import type { Grid } from "../../../arc/puzzle.ts";
import { at, BLACK, type Cell, cellsWhere, coloursBut, GREY, painted } from "../../grid/canvas.ts";
import { DIAGONALS, DIRECTIONS, type Direction, SIDES, vector } from "../../grid/directions.ts";
import { objectsOf } from "../../grid/objects.ts";
import { placeObjects, randomCanvas } from "../../grid/place.ts";
import { defineConcept } from "../concept.ts";

type Ways = Direction | "left and right" | "up and down" | "all sides" | "all diagonals";

const DIRECTIONS_OF: ReadonlyMap<Ways, readonly Direction[]> = new Map<Ways, readonly Direction[]>([
  ...DIRECTIONS.map((direction): [Ways, Direction[]] => [direction, [direction]]),
  ["left and right", ["left", "right"]],
  ["up and down", ["up", "down"]],
  ["all sides", SIDES],
  ["all diagonals", DIAGONALS],
]);

export const extend = defineConcept({
  name: "extend",
  sentence: "coloured cells grow into rays ({ways}) until the edge or something else stops them; grey ones only block",
  variants: [...DIRECTIONS_OF.keys()].map((ways) => ({ ways })),
  draw(random, { ways }) {
    const canvas = randomCanvas(random, 5);
    const single = (DIRECTIONS_OF.get(ways)?.length ?? 0) > 2;
    const count = single ? 1 : random.between(2, 4);
    placeObjects(random, canvas, { count, cells: [1, 1], colours: coloursBut(GREY) });
    placeObjects(random, canvas, { count: random.between(0, 4), cells: [1, 2], colours: [GREY] });
    return canvas;
  },
  fits(grid, { ways }) {
    const cells = raysIn(grid, ways).flatMap((ray) => ray.cells.map(String));
    const emitters = objectsOf(grid).filter(({ colour }) => colour !== GREY);
    return (
      cells.length > 1 && new Set(cells).size === cells.length && emitters.every((object) => object.cells.length === 1)
    );
  },
  steps(grid, { ways }) {
    const rays = raysIn(grid, ways);
    const steps: Grid[] = [];
    const longest = Math.max(...rays.map(({ cells }) => cells.length));
    for (let length = 1; length <= longest; length++) {
      const grown = rays.filter(({ cells }) => cells.length >= length);
      const drawn = grown.reduce<Grid>(
        (canvas, { cells, colour }) => painted(canvas, cells.slice(length - 1, length), colour),
        steps.at(-1) ?? grid,
      );
      steps.push(drawn);
    }
    return steps;
  },
});

interface Ray {
  readonly colour: number;
  readonly cells: readonly Cell[];
}

/** Each ray as if it were alone. */
function raysIn(grid: Grid, ways: Ways): Ray[] {
  const emitters = cellsWhere(grid, (colour) => colour !== BLACK && colour !== GREY);
  return emitters.flatMap(([row, column]) =>
    (DIRECTIONS_OF.get(ways) ?? []).map((direction) => {
      const [down, right] = vector(direction);
      const cells: Cell[] = [];
      let cell: Cell = [row + down, column + right];
      for (; at(grid, cell[0], cell[1]) === BLACK; cell = [cell[0] + down, cell[1] + right]) cells.push(cell);
      return { colour: at(grid, row, column) ?? BLACK, cells };
    }),
  );
}
