/**
 * @file Every threshold of the classification, with its default and why it is what it is. `analyze --report` plots their effect.
 */

import { usage } from "../../errors.ts";

export interface Thresholds {
  /** A rollout is settled if no `h_cos_dist` of the tail is above it. */
  readonly settled: number;
  /** A rollout that is neither settled nor cycling wanders if the upper quartile of the tail's `h_cos_dist` is above it. */
  readonly wandering: number;
  /**
   * It cycles if the state comes back this much nearer than it moves in one H-step: the return's 1 − cosine over that of the step, upper
   * quartile over the tail.
   */
  readonly cycle: number;
  /** `q_halt_logit` below which the halting head is taken not to believe the answer. */
  readonly halt: number;
  /** Without movement (imports): it wanders if more than this share of the tail's answers differ from the one before. */
  readonly wanderingAnswers: number;
}

export interface ThresholdInfo {
  readonly name: keyof Thresholds;
  /** On the command line and in files. */
  readonly key: string;
  readonly meaning: string;
  readonly least: number;
  readonly most: number;
  /** Sliders and plots: on a logarithmic axis. */
  readonly log: boolean;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  settled: 1e-3,
  wandering: 1e-2,
  cycle: 0.1,
  // The post behind the project: correct solutions mostly have more than 1.
  halt: 1,
  wanderingAnswers: 0.5,
};

export const THRESHOLDS: readonly ThresholdInfo[] = [
  {
    name: "settled",
    key: "settled",
    meaning: "settled: largest h_cos_dist of the tail at most this",
    least: 1e-12,
    most: 2,
    log: true,
  },
  {
    name: "wandering",
    key: "wandering",
    meaning: "wandering: upper quartile of the tail's h_cos_dist above this",
    least: 1e-12,
    most: 2,
    log: true,
  },
  {
    name: "cycle",
    key: "cycle",
    meaning: "cycling: return over movement, upper quartile of the tail, at most this",
    least: 1e-12,
    most: 1,
    log: true,
  },
  {
    name: "halt",
    key: "halt",
    meaning: "suspect, flagged: settled with a final q_halt_logit below this",
    least: -100,
    most: 100,
    log: false,
  },
  {
    name: "wanderingAnswers",
    key: "wandering_answers",
    meaning: "without movement, wandering: share of the tail's answers that change above this",
    least: 0,
    most: 1,
    log: false,
  },
];

/** `settled=1e-3`, several times. Throws a usage error for an unknown key or a number out of range. */
export function parseThresholds(texts: readonly string[], base: Thresholds = DEFAULT_THRESHOLDS): Thresholds {
  const thresholds: Record<keyof Thresholds, number> = { ...base };
  for (const text of texts) {
    const [key = "", value = "", ...rest] = text.split("=");
    const info = THRESHOLDS.find((candidate) => candidate.key === key);
    if (info === undefined || rest.length > 0) {
      throw usage("threshold", text, { expected: THRESHOLDS.map((known) => `${known.key}=…`).join(", ") });
    }
    const number = value.trim() === "" ? Number.NaN : Number(value);
    if (!(number >= info.least && number <= info.most)) {
      throw usage("threshold", text, { expected: `${info.key} from ${info.least} to ${info.most}` });
    }
    thresholds[info.name] = number;
  }
  const { settled, wandering } = thresholds;
  if (settled > wandering) {
    // The one that was asked for last is the one to complain of.
    const last = texts.findLast((text) => /^(settled|wandering)=/.test(text)) ?? `settled=${settled}`;
    const expected = last.startsWith("settled")
      ? `at most wandering, which is ${wandering}`
      : `at least settled, which is ${settled}`;
    throw usage("threshold", last, { expected });
  }
  return thresholds;
}

/** By their keys in files. */
export function thresholdsAsJson(thresholds: Thresholds): Record<string, number> {
  return Object.fromEntries(THRESHOLDS.map(({ name, key }) => [key, thresholds[name]]));
}
