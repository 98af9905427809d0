/**
 * @file Is the model stubborn? Destroy its thinking state at step 5 and see when it is back at the answer it had.
 * `tsx examples/02-is-it-stubborn.ts CHECKPOINT TASK`
 */

import { openModel, readTasks, rollout, rolloutRows, sameIdentifier } from "fixpoint";

const [checkpoint = "", task = ""] = process.argv.slice(2);
const model = await openModel(checkpoint);
const { rows } = rolloutRows(await readTasks(task), model, {
  identifiers: sameIdentifier(0),
  augment: 0,
  limit: 1,
  seed: 0,
});

/** The answer of every supervision step. */
async function answers(interventions: string[]): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const { address, tokens } of rollout(model, rows, { interventions })) {
    if (address.kind === "answer" && address.hStep === model.config.hCycles) found.push(tokens);
  }
  return found;
}

const calm = await answers([]);
const kicked = await answers(["noise@5:target=z_L,sigma=1"]);
calm.forEach((tokens, index) => {
  const different = tokens.filter((token, cell) => token !== kicked[index]?.[cell]).length;
  console.log(`step ${index + 1}: ${different === 0 ? "the same answer" : `${different} cells differ`}`);
});
await model.close();
