/**
 * @file What an event measured, in a line: under the grids, and for those who hear the page.
 */

import { measurementsOf } from "../../../src/render/captions.ts";
import type { StepRecord } from "../../../src/trace/schema.ts";

/** `12 cells wrong, q_halt_logit −3.10, h_cos_dist 2e−5` */
export function summaryOf(step: StepRecord): string {
  return measurementsOf(step)
    .flatMap(({ name, value }) => (value === null ? [] : [name === "cells wrong" ? cells(value) : `${name} ${value}`]))
    .join(", ");
}

function cells(value: string): string {
  if (value === "0") return "all cells right";
  return value === "1" ? "1 cell wrong" : `${value} cells wrong`;
}
