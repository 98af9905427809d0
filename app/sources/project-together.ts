/**
 * @file The latent trajectories of the rollout on screen and of the one pinned beside it, whichever workers their states are with.
 */

import { FixpointError } from "../../src/errors.ts";
import type { StateName } from "../../src/model/schedule.ts";
import type { OpenedRun } from "./opened-run.ts";
import type { AskedRollout, ProjectedStates, Unprojected } from "./project-states.ts";

export interface ShownRollout {
  readonly run: Pick<OpenedRun, "id" | "records" | "project" | "lend">;
  readonly record: { readonly rollout: number };
}

export interface Together {
  /** `undefined` where the first rollout has no states. */
  readonly projected: ProjectedStates | undefined;
  /** What is missing, a sentence; empty where nothing is that a person should know of. */
  readonly remark: string;
}

const NONE_KEPT = "its run keeps no states";
const NOTHING: Together = { projected: undefined, remark: "" };

/**
 * Both on one basis; where that cannot be, the first alone, and why. `undefined` as long as the first is under way. Rejects with a
 * `FixpointError` where the states of the first cannot be read.
 */
export function projectTogether(
  first: ShownRollout,
  second: ShownRollout | undefined,
  state: StateName | null,
): Promise<Together> | undefined {
  // Then its run does not have it yet.
  if (first.record.rollout >= first.run.records.length) return undefined;
  return project(first, second, state);
}

async function project(
  first: ShownRollout,
  second: ShownRollout | undefined,
  state: StateName | null,
): Promise<Together> {
  const both = second && (await withSecond(first, second, state));
  if (both !== undefined && !("without" in both)) return { projected: both, remark: "" };
  if (both?.without === 0) return { ...NOTHING, remark: both.why };
  const alone = await first.run.project?.({ rollouts: [asked(first)], state });
  if (alone === undefined) return NOTHING;
  if ("without" in alone) return { ...NOTHING, remark: alone.why };
  return { projected: alone, remark: both === undefined ? "" : `without the pinned rollout: ${both.why}` };
}

async function withSecond(
  first: ShownRollout,
  second: ShownRollout,
  state: StateName | null,
): Promise<ProjectedStates | Unprojected> {
  // Runs on disk are with one worker, live ones with the other: what is live goes to the disk's, whose states may be more.
  const isMixed = isLive(first) !== isLive(second);
  const rollouts: AskedRollout[] = [];
  for (const [without, one] of [first, second].entries()) {
    const lent = isMixed ? await one.run.lend?.(one.record.rollout) : undefined;
    if (typeof lent === "string") return { without, why: lent };
    rollouts.push({ ...asked(one), ...(lent && { lent }) });
  }
  const { run } = isLive(first) ? second : first;
  if (run.project === undefined) return { without: 1, why: NONE_KEPT };
  try {
    const answer = await run.project({ rollouts, state });
    const isUntold = "without" in answer && answer.without > 0 && answer.why === "";
    return isUntold ? { ...answer, why: NONE_KEPT } : answer;
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    return { without: 1, why: error.message };
  }
}

const asked = ({ run, record: { rollout } }: ShownRollout): AskedRollout => ({ run: run.id, rollout });
const isLive = ({ run }: ShownRollout): boolean => run.lend !== undefined;
