/**
 * @file Comparing two runs on disk, pair by pair, in bounded memory.
 */

import type { EventKind } from "../../model/address.ts";
import type { Run } from "../../trace/run-reader.ts";
import type { StepColumns } from "../../trace/steps-table.ts";
import type { AnalysedRollout } from "../analyse-run.ts";
import type { ComparedPair } from "./compare-outcomes.ts";
import { matchKey, matchPuzzles } from "./match.ts";
import { type PartingEvent, parting } from "./part.ts";
import { sameAnswer } from "./same-answer.ts";

export interface ComparedRun {
  readonly run: Run;
  /** In order, all of them. */
  readonly rollouts: readonly AnalysedRollout[];
}

export interface RunComparison {
  readonly pairs: readonly ComparedPair[];
  /** Rollouts without a partner. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** The runs have other cycles: the answers of supervision steps were compared, and no other events. */
  readonly answersOnly: boolean;
}

const FIELDS = ["supervisionStep", "hStep", "lStep", "kind", "tokens"] as const;
type Field = (typeof FIELDS)[number];

export async function compareRuns(first: ComparedRun, second: ComparedRun): Promise<RunComparison> {
  const { pairs, onlyFirst, onlySecond } = matchPuzzles(
    first.rollouts,
    second.rollouts,
    ({ identity, input }: AnalysedRollout) => ({ name: matchKey(identity), input, trajectory: identity.trajectory }),
  );
  const answersOnly = cyclesOf(first.run) !== cyclesOf(second.run);
  const tasks = await first.run.tasks();
  const [eventsOfFirst, eventsOfSecond] = [eventsInOrder(first.run), eventsInOrder(second.run)];
  const compared: ComparedPair[] = [];
  try {
    for (const [one, other] of pairs) {
      const events = await eventsOfFirst.of(one.identity.rollout);
      const others = await eventsOfSecond.of(other.identity.rollout);
      const isTask = tasks.has(one.identity.task);
      compared.push({
        first: one,
        second: other,
        parting: parting(events, others, { isTask, answersOnly }),
        sameAnswer: sameAnswer(lastAnswer(events), lastAnswer(others), isTask),
      });
    }
  } finally {
    await eventsOfFirst.close();
    await eventsOfSecond.close();
  }
  return { pairs: compared, onlyFirst: onlyFirst.length, onlySecond: onlySecond.length, answersOnly };
}

function cyclesOf({ info }: Run): string {
  return JSON.stringify([info.config["H_cycles"], info.config["L_cycles"]]);
}

const lastAnswer = (events: readonly PartingEvent[]): Uint8Array =>
  events.findLast(({ kind }) => kind === "answer")?.tokens ?? new Uint8Array(0);

/** Reads on as long as rollouts are asked for in ascending order and near each other, which pairs nearly always are. */
function eventsInOrder(run: Run) {
  /** More than that ahead is read by itself. */
  const near = 64;
  let ahead: AsyncGenerator<StepColumns<Field>, void, void> | undefined;
  let next = 0;
  return {
    async of(rollout: number): Promise<PartingEvent[]> {
      if (rollout < next || rollout > next + near) return [...(await run.steps(rollout))];
      ahead ??= run.allStepColumns(FIELDS);
      for (;;) {
        const { value: read } = await ahead.next();
        if (!read) throw new Error(`no steps of rollout ${rollout}`);
        next = read.rollout + 1;
        if (read.rollout === rollout) return eventsOf(read);
      }
    },
    async close(): Promise<void> {
      await ahead?.return();
    },
  };
}

function eventsOf({ rows, columns }: StepColumns<Field>): PartingEvent[] {
  return Array.from({ length: rows }, (_, row) => ({
    supervisionStep: columns.supervisionStep[row] ?? 0,
    hStep: columns.hStep[row] ?? 0,
    lStep: columns.lStep[row] ?? 0,
    kind: columns.kind[row] as EventKind,
    tokens: columns.tokens[row] as Uint8Array,
  }));
}
