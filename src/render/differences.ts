/**
 * @file What outlined cells may differ from.
 */

export const DIFFERENCES = ["none", "previous", "target", "input", "pinned"] as const;
export type DifferenceMode = (typeof DIFFERENCES)[number];

/** For people, of the cells that are outlined. */
export const DIFFERENCE_WORDS: Readonly<Record<DifferenceMode, string>> = {
  none: "nothing outlined",
  previous: "differs from the step before",
  target: "differs from the target",
  input: "differs from the input",
  pinned: "differs from the pinned rollout",
};
