/**
 * @file SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): a small seeded generator for
 * choices such as which augmentations to draw. The noise of rollouts has a generator of its own.
 */

const mask = (value: bigint): bigint => BigInt.asUintN(64, value);

/** The finaliser: a bijection of 64 bits. */
function mix(value: bigint): bigint {
  const a = mask((value ^ (value >> 30n)) * 0xbf58476d1ce4e5b9n);
  const b = mask((a ^ (a >> 27n)) * 0x94d049bb133111ebn);
  return b ^ (b >> 31n);
}

/** The endless sequence of 64-bit numbers that belongs to a seed. */
export function* splitMix64(seed: bigint): Generator<bigint, never, void> {
  for (let state = mask(seed); ; ) {
    state = mask(state + 0x9e3779b97f4a7c15n);
    yield mix(state);
  }
}

/** A seed for one named thing: another name or another seed gives an unrelated sequence. FNV-1a over the UTF-8 bytes. */
export function namedSeed(seed: number, name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name)) hash = mask((hash ^ BigInt(byte)) * 0x100000001b3n);
  return mix(mask(BigInt(seed))) ^ hash;
}

/** The next integer from 0 to `bound` − 1. The bias of scaling 64 bits down is below `bound` / 2⁶⁴. */
export function nextBelow(random: Generator<bigint, never, void>, bound: number): number {
  return Number((random.next().value * BigInt(bound)) >> 64n);
}
