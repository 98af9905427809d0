/**
 * @file What a rollout says: one event per address for the whole batch. Everything else consumes this stream.
 */

import type { Address } from "../model/address.ts";
import type { StateName } from "../model/schedule.ts";

/** Arrays are indexed by row of the batch (`[B]`), tokens by row and cell (`[B, S]`, row-major). */
export interface RolloutEvent {
  readonly address: Address;
  /** u8 [B, S]: argmax over the vocabulary on the whole canvas, the lowest token on a tie. */
  readonly tokens: Uint8Array;
  /** f32 [B]: halting head on the probe or answer state, before the sigmoid. */
  readonly qHaltLogit: Float32Array;
  /** f32 [B]; `undefined` for a halting head with one row. */
  readonly qContinueLogit: Float32Array | undefined;
  /** f32 [B], nats: softmax entropy, mean over the canvas. */
  readonly meanEntropy: Float32Array;
  /** f32 [B], logits: smallest difference between a cell's largest and second largest logit. */
  readonly minMargin: Float32Array;
  /** Probes. f32 [B]: 1 − cosine of z_L before and after the L-step, the whole state flattened. */
  readonly lCosDist: Float32Array | undefined;
  /** Answers only. */
  readonly movement: AnswerMovement | undefined;
  /** u8 [B, S] on request: 255 × largest softmax probability, rounded. */
  readonly confidence: Uint8Array | undefined;
  /** u8 [B, S, V] on request: 255 × softmax probability, rounded. */
  readonly probabilities: Uint8Array | undefined;
  /**
   * A copy of a state as it stands after this address, f32 [B, P+S, D]. Only until the next event is asked for.
   * At a probe, `z_H` is the answer state that still stands, not the thrown-away one.
   */
  readState(name: StateName): Promise<Float32Array>;
}

export interface AnswerMovement {
  /** f32 [B]: 1 − cosine of z_H before and after the H-step (single-z: of z over that call). */
  readonly hCosDist: Float32Array;
  /** f32 [B]: ‖z_after − z_before‖ / ‖z_after‖ of both states together over the H-step. */
  readonly residual: Float32Array;
  /**
   * Of the last 8 answers before the previous one, the nearest state (both states together), in answers back from this
   * one: 2 to 9. i32 [B]; `undefined` while there are none.
   */
  readonly returnLag: Int32Array | undefined;
  /** f32 [B]: 1 − cosine to that state. */
  readonly returnCosDist: Float32Array | undefined;
}
