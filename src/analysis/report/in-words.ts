/**
 * @file Shares and estimates as a report writes them.
 */

import type { Estimate, Proportion } from "../statistics/proportion.ts";

export function shareRows(rows: readonly (readonly [string, Proportion])[]): string[][] {
  return rows.map(([name, share]) => [name, `${share.successes} of ${share.trials}`, percent(share)]);
}

function percent({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return "–";
  const [is, from, to] = [value, low, high].map((number) => (100 * number).toFixed(1));
  return `${is} % (${from} to ${to})`;
}

/** `0.912 (0.880 to 0.944)` */
export function estimateInWords({ value, low, high }: Estimate): string {
  if (Number.isNaN(value)) return "–";
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}
