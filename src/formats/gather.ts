/**
 * @file Elements that lie strided in memory, copied into row-major order.
 */

/**
 * Copies the elements of a strided tensor, whose first element is at the start of `span`, to `[...shape]` row-major.
 * Strides are in elements, `itemSize` in bytes; every element must lie inside `span`.
 */
export function gather(
  span: Uint8Array,
  itemSize: number,
  shape: readonly number[],
  strides: readonly number[],
): Uint8Array<ArrayBuffer> {
  // The last axes that lie without gaps are copied in one piece.
  let outer = shape.length;
  let piece = 1;
  while (outer > 0 && (shape[outer - 1] === 1 || strides[outer - 1] === piece)) {
    outer--;
    piece *= shape[outer] ?? 1;
  }
  const pieces = shape.slice(0, outer).reduce((product, dim) => product * dim, 1);
  const pieceBytes = piece * itemSize;
  const out = new Uint8Array(pieces * pieceBytes);
  const index = new Array<number>(outer).fill(0);
  let from = 0;
  for (let to = 0; to < out.length; to += pieceBytes) {
    const start = from * itemSize;
    if (pieceBytes > 16) out.set(span.subarray(start, start + pieceBytes), to);
    else for (let byte = 0; byte < pieceBytes; byte++) out[to + byte] = span[start + byte] ?? 0;
    for (let axis = outer - 1; axis >= 0; axis--) {
      const stride = strides[axis] ?? 0;
      const next = (index[axis] ?? 0) + 1;
      if (next < (shape[axis] ?? 0)) {
        index[axis] = next;
        from += stride;
        break;
      }
      index[axis] = 0;
      from -= stride * (next - 1);
    }
  }
  return out;
}
