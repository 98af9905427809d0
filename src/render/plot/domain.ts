/**
 * @file Which range of values an axis shows.
 */

import { extentOf } from "./marks.ts";
import type { Numbers, Panel, XAxis } from "./plot.ts";
import { isRange, niceDomain } from "./scale.ts";

type Domain = readonly [number, number];

/** From the first value to the last: a shared x axis has no empty ends. */
export function xDomain({ domain, log = false }: XAxis, panels: readonly Panel[]): Domain {
  if (domain !== undefined) return domain;
  const marks = panels.flatMap((panel) => panel.marks.flatMap((mark) => extentOf(mark, "x")));
  const references = panels.flatMap((panel) =>
    (panel.references ?? []).flatMap((line) => ("x" in line ? [line.x] : [])),
  );
  const [from, to] = extent([...marks, references], log);
  return isRange(from, to) ? [from, to] : niceDomain(from, to, { log });
}

export function yDomain({ y = {}, marks, references = [] }: Panel): Domain {
  const { domain, log = false } = y;
  if (domain !== undefined) return domain;
  const zero = y.zero === true || marks.some(({ type }) => type === "bars");
  const lines = references.flatMap((line) => ("y" in line ? [line.y] : []));
  const [from, to] = extent([...marks.flatMap((mark) => extentOf(mark, "y")), lines, zero && !log ? [0] : []], log);
  return niceDomain(from, to, { log });
}

/** `[Infinity, -Infinity]` where there is no number. */
function extent(columns: readonly Numbers[], log: boolean): [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const column of columns) {
    for (let index = 0; index < column.length; index++) {
      const value = column[index] ?? Number.NaN;
      if (!Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return [least, most];
}
