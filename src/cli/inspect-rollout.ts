/**
 * @file One rollout of a run: its answers as a strip of grids, or any of its events.
 */

import { cropTokens } from "../arc/crop.ts";
import type { Grid } from "../arc/puzzle.ts";
import { invalid, printable } from "../errors.ts";
import { type Cycles, formatAddress, parseAddress } from "../model/address.ts";
import { guessKind } from "../render/notation/kind.ts";
import type { DataKind } from "../render/notation/notation.ts";
import type { Run } from "../trace/run-reader.ts";
import { ROLLOUTS, type RolloutRecord, STEPS, type StepRecord } from "../trace/schema.ts";
import { drawStrip, type Frame, showsColour } from "./draw.ts";
import { say } from "./output.ts";
import { rowAsJson } from "./row-json.ts";

export interface InspectRolloutOptions {
  /** Of an event; without one the answers of all supervision steps are shown. */
  readonly at?: string;
  readonly json?: boolean;
}

export async function inspectRollout(
  run: Run,
  rollout: number,
  { at, json = false }: InspectRolloutOptions,
): Promise<void> {
  const cycles = cyclesOf(run);
  const steps = await run.steps(rollout);
  const shown = at === undefined ? answers(steps, cycles) : [eventAt(at, steps, cycles, run.name)];
  const record = await rolloutRecord(run, rollout);
  if (json) {
    const events = shown.map((step) => rowAsJson(STEPS, step));
    return say(JSON.stringify({ rollout: rowAsJson(ROLLOUTS, record), events }));
  }
  const arc = (await run.tasks()).has(record.task);
  const kind = guessKind({ isTask: arc, vocabulary: vocabularyOf(run), side: side(record.inputTokens) });
  const grid = (tokens: Uint8Array): Grid => (arc ? cropTokens(tokens, side(tokens)) : rowsOf(tokens));
  const frames: Frame[] = [{ caption: "input", grid: grid(record.inputTokens) }];
  if (record.targetTokens !== null)
    frames.push({ caption: "target", grid: grid(unlabelledAsPad(record.targetTokens)) });
  for (const step of shown) frames.push({ caption: captionOf(step, cycles), grid: grid(step.tokens) });
  say(printable(`rollout ${rollout}: ${record.task}#${record.testIndex} ${record.augmentation}`.trimEnd()));
  say("");
  // A pipe has no width.
  const columns = process.stdout.columns || 120;
  say(drawStrip(frames, columns, { colour: arc && showsColour(process.stdout), ...symbolsOf(kind) }));
}

function cyclesOf({ info, name }: Run): Cycles {
  const { H_cycles: hCycles, L_cycles: lCycles } = info.config;
  if (typeof hCycles === "number" && typeof lCycles === "number") return { hCycles, lCycles };
  throw invalid("run", "no H_cycles or L_cycles in its config", { where: name });
}

function vocabularyOf({ info }: Run): number | undefined {
  const { vocab_size: vocabulary } = info.config;
  return typeof vocabulary === "number" ? vocabulary : undefined;
}

/** Characters of the tokens: a dot is blank, a question mark padding; mazes have upstream's own. */
function symbolsOf(kind: DataKind): { readonly symbols?: string } {
  if (kind === "sudoku") return { symbols: "?.123456789" };
  return kind === "maze" ? { symbols: "?# SGo" } : {};
}

/** Those that end a supervision step. */
function answers(steps: readonly StepRecord[], { hCycles }: Cycles): readonly StepRecord[] {
  return steps.filter(({ kind, hStep }) => kind === "answer" && hStep === hCycles);
}

function eventAt(at: string, steps: readonly StepRecord[], cycles: Cycles, where: string): StepRecord {
  const wanted = formatAddress(parseAddress(at, cycles));
  const found = steps.find((step) => formatAddress(step) === wanted);
  if (found !== undefined) return found;
  const last = steps.at(-1)?.supervisionStep ?? 0;
  throw invalid("address", at, {
    expected: last === 1 ? "supervision step 1" : `supervision step 1 to ${last}`,
    where,
  });
}

async function rolloutRecord(run: Run, rollout: number): Promise<RolloutRecord> {
  for await (const group of run.rolloutGroups()) {
    const found = group.find((record) => record.rollout === rollout);
    if (found !== undefined) return found;
  }
  throw new Error(`rollout ${rollout} is missing`);
}

/** `5 q −0.3`: the supervision step alone where the answer ends one. */
function captionOf(step: StepRecord, { hCycles }: Cycles): string {
  const address = step.kind === "answer" && step.hStep === hCycles ? String(step.supervisionStep) : formatAddress(step);
  return step.qHaltLogit === null ? address : `${address} q ${step.qHaltLogit.toFixed(1)}`;
}

const side = (tokens: Uint8Array): number => Math.round(Math.sqrt(tokens.length));

function rowsOf(tokens: Uint8Array): Grid {
  const width = side(tokens);
  return Array.from({ length: width }, (_, row) => [...tokens.subarray(row * width, (row + 1) * width)]);
}

/** Outside the grid a target has no labels; a person sees nothing there. */
const unlabelledAsPad = (tokens: Uint8Array): Uint8Array => tokens.map((token) => (token === 255 ? 0 : token));
