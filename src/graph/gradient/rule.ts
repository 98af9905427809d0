/**
 * @file What a rule of differentiation is, and what it gives.
 */

import type { Operation, Value } from "../types.ts";

type OperationNamed<Op> = Operation extends infer Any
  ? Any extends { readonly op: infer Own }
    ? Op extends Own
      ? Any
      : never
    : never
  : never;

/** Every operation under its name. */
export type Operations = { readonly [Op in Operation["op"]]: OperationNamed<Op> };

/** What a rule is asked: the gradient of one input of a node. */
export interface Asked {
  readonly node: Value;
  /**
   * d(loss)/d(node). As every gradient on its way, it may have length 1 along axes (or lack leading axes) along which it is
   * the same everywhere: what a reduction or a loss sends back costs nothing until someone needs all of it.
   */
  readonly gradient: Value;
  /** Which input: its place, and the value there. */
  readonly place: number;
  readonly input: Value;
}

/** The gradient of a range of one axis of a value; that of the rest is zero. */
export interface RangeGradient {
  readonly axis: number;
  readonly start: number;
  readonly end: number;
  readonly gradient: Value;
}

/** What a node adds to the gradient of an input; `undefined` where it adds nothing. */
export type Contribution = Value | RangeGradient | undefined;

export type Rule<Op extends Operation["op"]> = (asked: Asked, operation: Operations[Op]) => Contribution;

export type Rules<Op extends Operation["op"]> = { readonly [Each in Op]: Rule<Each> };
