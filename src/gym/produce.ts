/**
 * @file From what is wanted to what makes it.
 */

import { produceMazes } from "./maze/produce-mazes.ts";
import { produceTasks } from "./produce-tasks.ts";
import type { Product, Production } from "./product.ts";
import type { Specification } from "./specification.ts";
import { produceSudokus } from "./sudoku/produce-sudokus.ts";

/** Throws a `FixpointError` for what cannot be, before anything is made. */
export function produce(specification: Specification): Production {
  switch (specification.generator) {
    case "gym":
      return produceTasks(specification);
    case "sudoku":
      return produceSudokus(specification);
    case "maze":
      return produceMazes(specification);
  }
}

/** Makes everything at one go. */
export const produceAll = (specification: Specification): Product => runProduction(produce(specification));

/** Runs a production to its end without a pause. */
export function runProduction(production: Production): Product {
  const run = production.run();
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}
