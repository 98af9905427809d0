/**
 * @file What the rows of one rollout come to: the columns of `rollouts.parquet` that are computed from its steps.
 */

import type { Architecture } from "../model/config.ts";
import type { RolloutRecord, StepRecord } from "./schema.ts";
import { isExact, isSolved, type Target } from "./verdict.ts";

/**
 * The model's own rule for when it would halt (upstream's `trm.py` and `hrm_act_v1.py`, `forward`): TRM halts at
 * `q_halt > 0`, HRM at `q_halt > q_continue`. Evaluation runs on regardless.
 */
export type HaltRule = "q_halt > 0" | "q_halt > q_continue";

export function haltRuleOf(architecture: Architecture): HaltRule {
  return architecture === "hrm" ? "q_halt > q_continue" : "q_halt > 0";
}

export type RolloutSummary = Pick<
  RolloutRecord,
  | "steps"
  | "answerTokens"
  | "solved"
  | "exact"
  | "finalQHaltLogit"
  | "haltStep"
  | "solvedAtHalt"
  | "firstSolved"
  | "lastSolved"
  | "hCosDistCurve"
  | "qHaltCurve"
>;

/** `steps` are the rows of one rollout in order, at least one supervision step of them. */
export function summarise(
  steps: readonly StepRecord[],
  target: Target | undefined,
  hCycles: number,
  haltRule: HaltRule,
): RolloutSummary {
  const answers = steps.filter(({ kind, hStep }) => kind === "answer" && hStep === hCycles);
  const last = answers.at(-1);
  if (last === undefined) throw new Error("a rollout without an answer cannot be summarised");
  const solved = answers.map(({ tokens }) => isSolved(tokens, target));
  const halting = answers.find((answer) => wouldHalt(answer, haltRule));
  const stepWhere = (index: number) => (index < 0 ? null : (answers[index]?.supervisionStep ?? null));
  return {
    steps: answers.length,
    answerTokens: last.tokens,
    solved: solved.at(-1) ?? null,
    exact: isExact(last.tokens, target),
    finalQHaltLogit: last.qHaltLogit,
    haltStep: halting?.supervisionStep ?? null,
    solvedAtHalt: isSolved((halting ?? last).tokens, target),
    firstSolved: stepWhere(solved.indexOf(true)),
    lastSolved: stepWhere(solved.lastIndexOf(true)),
    hCosDistCurve: curve(answers, "hCosDist"),
    qHaltCurve: curve(answers, "qHaltLogit"),
  };
}

function wouldHalt({ qHaltLogit, qContinueLogit }: StepRecord, rule: HaltRule): boolean {
  // A head with one row has no logit to go on with: it can only be read by the simpler rule.
  const threshold = rule === "q_halt > 0" ? 0 : (qContinueLogit ?? 0);
  return qHaltLogit !== null && qHaltLogit > threshold;
}

/** Null where a value is missing: a curve with holes is none. */
function curve(answers: readonly StepRecord[], field: "hCosDist" | "qHaltLogit"): readonly number[] | null {
  const values = answers.map((answer) => answer[field]).filter((value) => value !== null);
  return values.length === answers.length ? values : null;
}
