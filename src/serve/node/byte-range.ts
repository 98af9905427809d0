/**
 * @file The `Range` header (RFC 9110, section 14), as far as one range goes.
 */

/** Inclusive, as HTTP has it. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The range that is asked for of a file of `size` bytes; `undefined` for all of it, which is also the answer to what is no single
 * range of bytes; `"unsatisfiable"` for one that lies behind the end.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || (from === "" && to === "")) return undefined;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return undefined;
  return first >= size ? "unsatisfiable" : { first, last };
}
