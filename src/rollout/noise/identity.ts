/**
 * @file The key of a rollout's noise: 64 bits of the seed and of what the rollout is.
 */

import type { PhiloxBlock } from "../../random/philox.ts";
import { philox4x32 } from "../../random/philox.ts";

/** What a rollout is, as far as its noise is concerned. */
export interface NoiseIdentity {
  /** Any safe integer. */
  readonly seed: number;
  readonly task: string;
  readonly testIndex: number;
  readonly augmentation: string;
  readonly trajectory: number;
}

export type NoiseKey = readonly [number, number];

/**
 * The key starts as the seed's 64 bits (two's complement, lower word first). Then the identity, written as the JSON array
 * `[task,testIndex,augmentation,trajectory]` (no spaces, as `JSON.stringify` writes it) in UTF-8, is absorbed: a byte
 * 0x80 and zeros fill it up to a multiple of 16 bytes, and each 16 bytes are a Philox counter (four little-endian
 * words) whose encryption under the key gives, in its first two words, the next key.
 *
 * Among a million rollouts two share a key with probability 3e-8.
 */
export function noiseKey({ seed, task, testIndex, augmentation, trajectory }: NoiseIdentity): NoiseKey {
  for (const [name, value] of Object.entries({ seed, testIndex, trajectory })) {
    if (!Number.isSafeInteger(value)) throw new Error(`noise needs a safe integer as ${name}, not ${value}`);
  }
  const message = new TextEncoder().encode(JSON.stringify([task, testIndex, augmentation, trajectory]));
  const padded = new Uint8Array(Math.ceil((message.length + 1) / 16) * 16);
  padded.set(message);
  padded[message.length] = 0x80;

  const words = new DataView(padded.buffer);
  const block: PhiloxBlock = new Uint32Array(4);
  let [k0, k1] = [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0];
  for (let at = 0; at < padded.length; at += 16) {
    const [c0, c1] = [words.getUint32(at, true), words.getUint32(at + 4, true)];
    const [c2, c3] = [words.getUint32(at + 8, true), words.getUint32(at + 12, true)];
    philox4x32(c0, c1, c2, c3, k0, k1, block);
    [k0, k1] = [block[0] ?? 0, block[1] ?? 0];
  }
  return [k0, k1];
}
