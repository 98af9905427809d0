/**
 * @file Rollouts by script: what is answered at every address is written down, no model stands behind it. The recorder makes
 * the rows, so that all that is counted is counted.
 */

import type { Puzzle } from "../../src/arc/puzzle.ts";
import { type Address, type Cycles, formatAddress } from "../../src/model/address.ts";
import { supervisionStep } from "../../src/model/schedule.ts";
import type { DataKind } from "../../src/render/notation/notation.ts";
import type { RolloutView } from "../../src/render/rollout-view.ts";
import type { RolloutEvent } from "../../src/rollout/events.ts";
import { type RecordedRollout, record } from "../../src/trace/recorder.ts";

export interface Script {
  readonly puzzle: Puzzle;
  readonly kind: DataKind;
  readonly cycles: Cycles;
  /** Supervision steps. */
  readonly steps: number;
  /** u8 [S] at an L-step, the first being 0. */
  readonly answerAt: (lStep: number) => Uint8Array;
  /** Largest probabilities as they are recorded, u8 [S], at an L-step; unless nobody asked for them. */
  readonly confidenceAt?: (lStep: number) => Uint8Array;
  /** Of what stands beside another. */
  readonly intervention?: string;
  /** The L-step from which nothing changes any more. */
  readonly settlesAt: number;
}

export async function recordScript(script: Script, firstRollout = 0): Promise<RecordedRollout> {
  const { intervention = "" } = script;
  const rows = [{ puzzle: script.puzzle, puzzleIdentifier: 0, trajectory: 0 }];
  const schedule = { ...script.cycles, states: ["z_H", "z_L"] as const };
  const options = { rows, firstRollout, schedule, haltRule: "q_halt > 0", seed: 0, intervention } as const;
  for await (const recorded of record(events(script), options)) return recorded;
  throw new Error("no rollout");
}

export async function viewOfScript(script: Script): Promise<RolloutView> {
  const { rollout, steps } = await recordScript(script);
  const side = Math.sqrt(rollout.inputTokens.length);
  return { run: "scripted", record: rollout, steps, cycles: script.cycles, side, kind: script.kind };
}

async function* events(script: Script): AsyncGenerator<RolloutEvent, void, void> {
  let lStep = 0;
  for (let step = 1; step <= script.steps; step++) {
    for (const { op, position } of supervisionStep(script.cycles, step)) {
      if (op === "probe" || op === "hUpdate") yield eventAt(script, { ...position, kind: "probe" }, lStep);
      if (op === "hUpdate") yield eventAt(script, { ...position, kind: "answer" }, lStep);
      if (op === "probe" || op === "hUpdate") lStep++;
    }
  }
}

/** Movement dies away towards where the script settles, and the halting head comes to be sure. */
function eventAt({ answerAt, confidenceAt, settlesAt }: Script, address: Address, lStep: number): RolloutEvent {
  const nearness = lStep / settlesAt;
  const movement = Float32Array.of(0.4 * Math.exp(-4 * nearness) * (1 + 0.3 * Math.cos(2 * lStep)));
  const isAnswer = address.kind === "answer";
  return {
    address,
    tokens: answerAt(lStep),
    qHaltLogit: Float32Array.of(-4 + 6 * Math.tanh(nearness * nearness)),
    qContinueLogit: undefined,
    meanEntropy: Float32Array.of(0.5),
    minMargin: Float32Array.of(1),
    lCosDist: isAnswer ? undefined : movement,
    movement: isAnswer
      ? { hCosDist: movement, residual: movement, returnLag: undefined, returnCosDist: undefined }
      : undefined,
    confidence: confidenceAt?.(lStep),
    probabilities: undefined,
    readState: async () => {
      throw new Error(`no state after ${formatAddress(address)}`);
    },
  };
}
