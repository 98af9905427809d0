/**
 * @file The tolerances that golden/README.md suggests for another float32 implementation.
 */

import { expect } from "vitest";
import type { Differences } from "./compare-event.ts";
import type { GoldenName } from "./golden-model.ts";

/** States and logits at supervision steps 2 to 16. */
const LATER_STEPS: Readonly<Record<GoldenName, number>> = {
  "trm-att": 2e-4,
  "trm-mlp": 1e-3,
  "trm-singlez": 1e-4,
  hrm: 1e-4,
};

const FIRST_STEP = 1e-5;
const COS_DIST = 2e-6;
/** Cells whose two best tokens are nearer than this may be answered either way. */
const TIE = 1e-3;

export function expectWithinTolerances(name: GoldenName, differences: Differences): void {
  const later = LATER_STEPS[name];
  expect(differences.firstStepStates).toBeLessThan(FIRST_STEP);
  expect(differences.firstStepLogits).toBeLessThan(FIRST_STEP);
  expect(differences.states).toBeLessThan(later);
  expect(differences.logits).toBeLessThan(later);
  expect(differences.qLogits).toBeLessThan(later);
  expect(differences.minMargin).toBeLessThan(2 * later);
  expect(differences.cosDist).toBeLessThan(COS_DIST);
  expect(differences.wrongCellMargin).toBeLessThan(TIE);
}
