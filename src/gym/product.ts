/**
 * @file What comes out of a generator: one set of examples, to be had in each of the forms that others read.
 */

import type { TokenDataset } from "../arc/token-dataset.ts";

export interface Product {
  /** `91 tasks, 9100 training pairs, 910 held out` */
  readonly summary: string;
  /** What a person should know, in sentences. */
  readonly notes: readonly string[];
  /** ARC task JSON by task id. */
  arcTasks(): Readonly<Record<string, object>>;
  /** Upstream's layout. */
  dataset(): TokenDataset;
  /** JSON files that lie beside a data set, by name. */
  beside(): Readonly<Record<string, object>>;
}

export interface Production {
  /** Things to be made. */
  readonly total: number;
  /** What they are: `tasks`. */
  readonly unit: string;
  /** Makes one after the other; says after each how many there are. */
  run(): Generator<number, Product, void>;
}

/** `1 task`, `2 tasks` */
export function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
