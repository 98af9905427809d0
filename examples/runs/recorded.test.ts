import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openModel } from "../../src/index.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

it.each([
  ["undisturbed", []],
  ["kicked", ["noise@5:target=z_L,sigma=1"]],
])("the run %s is of the concept model as it is shipped", async (name, interventions) => {
  const model = await openModel(path("models/concepts/model.safetensors"));
  const { sha256 } = model;
  await model.close();
  expect(JSON.parse(readFileSync(path(`examples/runs/${name}/run.json`), "utf8"))).toMatchObject({
    status: "complete",
    model: { sha256 },
    interventions,
  });
});
