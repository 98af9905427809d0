/**
 * @file One rollout of a run, with what is needed to draw it.
 */

import { invalid } from "../errors.ts";
import { type Cycles, formatAddress, parseAddress } from "../model/address.ts";
import type { Run } from "../trace/run-reader.ts";
import type { RolloutRecord, StepRecord } from "../trace/schema.ts";
import { guessKind } from "./notation/kind.ts";
import type { DataKind } from "./notation/notation.ts";

export interface RolloutView {
  /** The run's name. */
  readonly run: string;
  readonly record: RolloutRecord;
  /** All of them, in order. */
  readonly steps: readonly StepRecord[];
  readonly cycles: Cycles;
  /** The canvas has side² cells. */
  readonly side: number;
  readonly kind: DataKind;
}

/** Reads a rollout. Its data are of the kind that they look like, unless `kind` says otherwise. */
export async function readRolloutView(run: Run, rollout: number, kind?: DataKind): Promise<RolloutView> {
  const { H_cycles: hCycles, L_cycles: lCycles, vocab_size: vocabulary } = run.info.config;
  if (typeof hCycles !== "number" || typeof lCycles !== "number") {
    throw invalid("run", "no H_cycles or L_cycles in its config", { where: run.name });
  }
  const steps = await run.steps(rollout);
  if (!steps.some(({ kind }) => kind === "answer"))
    throw invalid("rollout", `${rollout} has no answer`, { where: run.name });
  const record = await recordOf(run, rollout);
  const side = Math.sqrt(record.inputTokens.length);
  if (!Number.isInteger(side)) {
    throw invalid("run", `a canvas of ${record.inputTokens.length} cells`, { expected: "a square", where: run.name });
  }
  const isTask = (await run.tasks()).has(record.task);
  return {
    run: run.name,
    record,
    steps,
    cycles: { hCycles, lCycles },
    side,
    kind: kind ?? guessKind({ isTask, vocabulary, side }),
  };
}

async function recordOf(run: Run, rollout: number): Promise<RolloutRecord> {
  for await (const records of run.rolloutGroups()) {
    const found = records.find((record) => record.rollout === rollout);
    if (found !== undefined) return found;
  }
  throw invalid("run", `no rollout ${rollout} among its rollouts`, { where: run.name });
}

/** The answers, without what the model was only asked. */
export function answersOf({ steps }: RolloutView): readonly StepRecord[] {
  return steps.filter(({ kind }) => kind === "answer");
}

/** Answers and probes, but for the last probe of an H-step where it is, as it should be, the same as the answer after it. */
export function answersAndProbesOf({ steps }: RolloutView): readonly StepRecord[] {
  return steps.filter((step, index) => {
    const next = steps[index + 1];
    return !(step.kind === "probe" && next?.kind === "answer" && sameTokens(step, next));
  });
}

const sameTokens = ({ tokens: a }: StepRecord, { tokens: b }: StepRecord): boolean =>
  a.length === b.length && a.every((token, cell) => token === b[cell]);

/**
 * The event at an address, and what it follows where it is not the first: a probe what was decoded just before it, an answer
 * the answer before it, since the last probe before it is the same. Throws for an address that the rollout lacks.
 */
export function eventAt(view: RolloutView, at: string): readonly StepRecord[] {
  const address = parseAddress(at, view.cycles);
  const wanted = formatAddress(address);
  const events = address.kind === "answer" ? answersOf(view) : view.steps;
  const index = events.findIndex((step) => formatAddress(step) === wanted);
  if (index === -1) {
    const last = view.steps.at(-1)?.supervisionStep ?? 0;
    const expected = last === 1 ? "supervision step 1" : `supervision step 1 to ${last}`;
    throw invalid("address", at, { expected, where: view.run });
  }
  return events.slice(Math.max(0, index - 1), index + 1);
}
