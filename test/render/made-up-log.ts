/**
 * @file The log of a training that never was: losses that fall noisily, few rows that halt at first.
 */

import { LOG_COLUMNS } from "../../src/train/log-record.ts";

/** The text of `log.jsonl`. */
export function madeUpLog(steps: number): string {
  let state = 1;
  const noise = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const lines = Array.from({ length: steps }, (_, index) => {
    const done = index / steps;
    const loss = 2.2 * Math.exp(-5 * done) * (0.7 + 0.6 * noise());
    const right = Math.min(1, 0.2 + done + 0.2 * noise());
    const halted = noise() < 0.3 + done ? 1 : 0;
    const lr = 1e-3 * Math.min(1, (index + 1) / 40) * (0.55 + 0.45 * Math.cos(Math.PI * done));
    const values: Record<(typeof LOG_COLUMNS)[number], number> = {
      step: index + 1,
      lr,
      puzzle_emb_lr: 10 * lr,
      loss_sum: 32 * loss,
      lm_loss: loss,
      q_halt_loss: loss * (0.1 + noise()),
      count: halted,
      accuracy: halted * right,
      exact_accuracy: halted * right ** 3,
      q_halt_accuracy: halted * (0.5 + 0.5 * right),
      steps: halted * (16 - 14 * done * noise()),
      rows_per_second: 150 + 40 * noise() - (index % 100 < 10 ? 100 : 0),
      elapsed_s: index / 5,
    };
    return JSON.stringify(Object.fromEntries(LOG_COLUMNS.map((name) => [name, Number(values[name].toPrecision(6))])));
  });
  return `${lines.join("\n")}\n`;
}
