/**
 * @file Ways through a maze.
 */

/** The cells beside one, of a square of `side`² cells, row by row. */
export function cellsBeside(side: number, cell: number): number[] {
  const column = cell % side;
  const beside: number[] = [];
  if (cell >= side) beside.push(cell - side);
  if (cell + side < side * side) beside.push(cell + side);
  if (column > 0) beside.push(cell - 1);
  if (column < side - 1) beside.push(cell + 1);
  return beside;
}

export function openBeside(open: Uint8Array, side: number, cell: number): number[] {
  return cellsBeside(side, cell).filter((other) => open[other] === 1);
}

/** i32 [side²]: steps to each cell; −1 where there is no way. */
export function distancesFrom(open: Uint8Array, side: number, start: number): Int32Array {
  const distances = new Int32Array(open.length).fill(-1);
  distances[start] = 0;
  const queue = [start];
  // A for-of loop over an array goes on with what is pushed meanwhile.
  for (const cell of queue) {
    for (const next of openBeside(open, side, cell)) {
      if (distances[next] !== -1) continue;
      distances[next] = (distances[cell] ?? 0) + 1;
      queue.push(next);
    }
  }
  return distances;
}

/** A shortest way, both ends included; there must be one. */
export function shortestPath(open: Uint8Array, side: number, start: number, goal: number): number[] {
  const distances = distancesFrom(open, side, goal);
  const path = [start];
  for (let cell = start; cell !== goal; ) {
    const next = openBeside(open, side, cell).find((other) => distances[other] === (distances[cell] ?? 0) - 1);
    if (next === undefined) throw new Error("no way through the maze");
    path.push(next);
    cell = next;
  }
  return path;
}
