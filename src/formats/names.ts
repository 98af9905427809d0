/**
 * @file Tensor names as upstream's training code decorates them.
 */

/** `torch.compile` adds `_orig_mod.`, the loss head `model.`, the ACT wrapper `inner.`. */
const PREFIXES = ["_orig_mod.", "model.", "inner."];

/** What upstream's training puts before every name: a compiled model inside a loss head inside an ACT wrapper. */
export const TRAINING_PREFIX = "_orig_mod.model.inner.";

/** The name without these prefixes, however many there are and in whatever order. */
export function stripPrefixes(name: string): string {
  let start = 0;
  for (;;) {
    const prefix = PREFIXES.find((candidate) => name.startsWith(candidate, start));
    if (prefix === undefined) return name.slice(start);
    start += prefix.length;
  }
}
