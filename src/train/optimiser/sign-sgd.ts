/**
 * @file The puzzle embedding's optimiser: signSGD with weight decay on the rows that were used, each once. Source: upstream
 * `models/sparse_embedding.py`, `_sparse_emb_signsgd_dist`, at commit e7b6871.
 */

export interface SignSgdOptions {
  readonly lr: number;
  readonly weightDecay: number;
}

/**
 * Updates rows of `table` f32 [identifiers, ndim] in place: `w·(1 − lr·wd) − lr·sign(Σ g)`, the sum over the batch rows that have
 * that identifier. `gradient` f32 [B, ndim] belongs to `identifiers` i32 [B].
 */
export function signSgd(
  table: Float32Array,
  identifiers: Int32Array,
  gradient: Float32Array,
  { lr, weightDecay }: SignSgdOptions,
): void {
  const width = gradient.length / identifiers.length;
  const totals = new Map<number, Float32Array>();
  identifiers.forEach((identifier, row) => {
    const own = gradient.subarray(row * width, (row + 1) * width);
    const total = totals.get(identifier);
    if (total === undefined) totals.set(identifier, own.slice());
    else
      own.forEach((value, place) => {
        total[place] = (total[place] as number) + value;
      });
  });
  const kept = Math.fround(1 - lr * weightDecay);
  for (const [identifier, total] of totals) {
    total.forEach((value, column) => {
      const place = identifier * width + column;
      table[place] = Math.fround((table[place] as number) * kept) - Math.fround(lr) * Math.sign(value);
    });
  }
}
