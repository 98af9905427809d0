/**
 * @file What a rollout came to, in a word that links hold: the gallery is filtered by it.
 */

import { MODES, type Mode } from "../../src/analysis/modes/classify.ts";

/** A failure mode; `not_solved` as long as it is not measured how it failed. */
export type Verdict = Mode | "not_solved";

export const VERDICTS: readonly Verdict[] = [...MODES.filter((mode) => mode !== "unknown"), "not_solved", "unknown"];
