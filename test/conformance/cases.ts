/**
 * @file The cases of every operation. TypeScript sees to it that none of `src/graph/types.ts` is missing.
 */

import type { Operation, ReduceOp } from "../../src/graph/types.ts";
import type { Cases } from "./case.ts";
import { BINARY, sign, UNARY, where } from "./elementwise.ts";
import { broadcast, concat, gather, reshape, slice, transpose } from "./moving.ts";
import { matmul, REDUCE, softmax } from "./reducing.ts";

/** `sign` is composed of others, and tested like them. */
export type OperationName = Exclude<Operation["op"], "input" | "constant" | "reduce"> | ReduceOp | "sign";

export const CASES: Readonly<Record<OperationName, Cases>> = {
  ...UNARY,
  ...BINARY,
  ...REDUCE,
  where,
  sign,
  matmul,
  softmax,
  reshape,
  broadcast,
  transpose,
  slice,
  concat,
  gather,
};
