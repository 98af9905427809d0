/**
 * @file The training that tests kill: `train-small.js RECIPE OUT`, resumed where it was begun. Says when the first step is done.
 */

import { createEngine } from "../src/engine/create.ts";
import { openPlan } from "../src/train/node/open-plan.ts";
import { runTraining } from "../src/train/node/run-training.ts";
import { openTrainingFolder } from "../src/train/node/training-folder.ts";

const [recipe = "", out = ""] = process.argv.slice(2);
const plan = await openPlan(recipe);
const { state } = await plan.begin();
const { engine } = await createEngine("cpu", { threads: 1 });
const folder = await openTrainingFolder(out, plan, state, { resume: true });
let told = false;
await runTraining({
  plan,
  folder,
  engine,
  onStep() {
    if (!told) process.send?.("began");
    told = true;
  },
});
await folder.close();
await engine.close();
