/**
 * @file What outlined cells may differ from.
 */

export const DIFFERENCES = ["none", "previous", "target", "input", "pinned"] as const;
export type DifferenceMode = (typeof DIFFERENCES)[number];
