/**
 * @file Reading a run back, one rollout at a time: when did it stop moving? `tsx examples/03-read-a-run.ts RUN`
 */

import { openFolder, openRun } from "fixpoint";

const run = await openRun(openFolder(process.argv[2] ?? ""));
for (const rollout of await run.rollouts()) {
  const answers = (await run.steps(rollout.rollout)).filter(({ kind }) => kind === "answer");
  const settled = answers.find(({ hCosDist }) => hCosDist !== null && hCosDist < 1e-3);
  const when = settled === undefined ? "never settled" : `settled at ${settled.supervisionStep}.${settled.hStep}`;
  console.log(`${rollout.task}#${rollout.testIndex}: ${when}, halt ${rollout.finalQHaltLogit?.toFixed(2)}`);
}
await run.close();
