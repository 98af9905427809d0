/**
 * @file `rollouts.jsonl` as the rollouts of a run, line by line.
 *
 * Out of the run comes the file that went in, byte for byte: what the columns cannot give back (unknown keys, an `out_grid`
 * that is not its H-step's, another spelling of a number) is kept as the line it was, in the column `source`. Spacing and the
 * way floats are spelled are the file's, see `json-style.ts`, so that this is the exception. Empty lines are dropped.
 */

import type { Task } from "../arc/puzzle.ts";
import { FixpointError, invalid } from "../errors.ts";
import type { Cycles } from "../model/address.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { COMPACT, JSON_STYLES, type JsonStyle } from "./json-style.ts";
import { lineOfRecords, recordsOfLine, taskOfLine } from "./line-records.ts";
import { type Line, readLines } from "./lines.ts";
import type { RecordedRollout } from "./recorder.ts";
import { formatLine, parseLine, type RolloutsLine } from "./rollouts-line.ts";
import type { RolloutRecord } from "./schema.ts";

export interface RolloutsImport {
  /** In the order of the file, one at a time. Throws `invalid FILE: line 7: …`. */
  rollouts(): AsyncGenerator<RecordedRollout, void, void>;
  /** So far: the tasks in the order in which they came up. */
  readonly tasks: ReadonlyMap<string, Task>;
  /** The cycles, which are the same in every line; `undefined` before the first. */
  readonly cycles: Cycles | undefined;
  /** So far: how the file is written. */
  readonly style: JsonStyle;
}

export function importRollouts(source: ByteSource): RolloutsImport {
  const tasks = new Map<string, Task>();
  const trajectories = new Map<string, number>();
  let styles = JSON_STYLES;
  let cycles: Cycles | undefined;
  let rollout = 0;

  function importLine(text: string): RecordedRollout {
    const line = parseLine(text);
    cycles = sameCycles(line, cycles);
    const ownTask = taskOfLine(line);
    const task = tasks.get(ownTask.id) ?? ownTask;
    tasks.set(task.id, task);
    const { rollout: record, steps } = recordsOfLine(line, rollout++);
    const recorded = { rollout: { ...record, trajectory: nextTrajectory(record) }, steps };

    // The styles that fit all lines so far; a line that fits none of them is kept as it is.
    const again = lineOfRecords(recorded, task);
    const fitting = styles.filter((style) => formatLine(again, style) === text);
    if (fitting.length > 0) styles = fitting;
    return fitting.length > 0 ? recorded : { ...recorded, rollout: { ...recorded.rollout, source: text } };
  }
  /** Lines of the same puzzle are trajectories of it. */
  function nextTrajectory({ task, testIndex, augmentation }: RolloutRecord): number {
    const key = JSON.stringify([task, testIndex, augmentation]);
    const trajectory = trajectories.get(key) ?? 0;
    trajectories.set(key, trajectory + 1);
    return trajectory;
  }

  return {
    tasks,
    get cycles() {
      return cycles;
    },
    get style() {
      return styles[0] ?? COMPACT;
    },
    async *rollouts() {
      for await (const line of readLines(source)) {
        if (line.text.trim() !== "") yield named(source.name, line, () => importLine(line.text));
      }
      if (rollout === 0) throw invalid(source.name, "no line", { expected: "a line for each rollout" });
    },
  };
}

/** Every supervision step of every line has the same number of H-steps and L-steps. */
function sameCycles({ rollout }: RolloutsLine, before: Cycles | undefined): Cycles {
  const first = rollout[0]?.hTrace;
  const cycles = before ?? { hCycles: first?.length ?? 0, lCycles: first?.[0]?.lTrace.length ?? 0 };
  for (const [s, { hTrace }] of rollout.entries()) {
    if (hTrace.length !== cycles.hCycles) {
      const where = `supervision step ${s + 1}`;
      throw invalid("H_trace", `${hTrace.length} H-steps`, { expected: `${cycles.hCycles}, as the first`, where });
    }
    const other = hTrace.findIndex(({ lTrace }) => lTrace.length !== cycles.lCycles);
    if (other === -1) continue;
    const where = `supervision step ${s + 1}, H-step ${other + 1}`;
    const got = `${hTrace[other]?.lTrace.length} L-steps`;
    throw invalid("L_trace", got, { expected: `${cycles.lCycles}, as the first`, where });
  }
  return cycles;
}

/** An error with the file and the line in front. */
function named<T>(name: string, { number }: Line, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof FixpointError)) throw error;
    throw invalid(name, `line ${number}: ${error.message.replace(/^invalid /, "")}`);
  }
}
