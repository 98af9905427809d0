/**
 * @file What would the answer be if the model stopped thinking now? `tsx examples/01-what-if-it-stopped-now.ts CHECKPOINT TASK`
 */

import { cropTokens, formatAddress, openModel, readTasks, rollout, rolloutRows, sameIdentifier } from "fixpoint";

const [checkpoint = "", task = ""] = process.argv.slice(2);
const model = await openModel(checkpoint);
const { rows } = rolloutRows(await readTasks(task), model, {
  identifiers: sameIdentifier(0),
  augment: 0,
  limit: 1,
  seed: 0,
});
const side = Math.sqrt(model.config.seqLen);

// One event after every L-step (a probe: the answer as it would be now) and after every H-step (the answer itself).
for await (const event of rollout(model, rows, { steps: 2 })) {
  const grid = cropTokens(event.tokens, side);
  const halt = event.qHaltLogit[0]?.toFixed(2);
  const moved = (event.movement?.hCosDist ?? event.lCosDist)?.[0]?.toFixed(4);
  console.log(
    `${formatAddress(event.address).padEnd(6)} ${event.address.kind.padEnd(6)} ` +
      `${grid.length}×${grid[0]?.length ?? 0}, halt ${halt}, moved ${moved}`,
  );
}
await model.close();
