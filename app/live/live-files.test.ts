import { describe, expect, it } from "vitest";
import { checkpointOf, liveFilesOf } from "./live-files.ts";
import { modelsOfList } from "./shipped-models.ts";

const files = (...paths: string[]) => paths.map((path) => ({ path, blob: new Blob() }));
const paths = (found: readonly { readonly path: string }[]) => found.map(({ path }) => path);

describe("dropped files", () => {
  it("are told apart: a model with what lies beside it, and tasks", () => {
    const found = liveFilesOf(files("m/step_500", "m/all_config.yaml", "m/identifiers.json", "task.json", "README"));
    expect(paths(found.model)).toEqual(["m/step_500", "m/all_config.yaml", "m/identifiers.json"]);
    expect(paths(found.tasks)).toEqual(["task.json"]);
  });

  it("are of a model where there is nothing but its config, which is said to lack the rest", () => {
    const { model, tasks } = liveFilesOf(files("config.json"));
    expect([paths(model), paths(tasks)]).toEqual([["config.json"], []]);
    expect(() => checkpointOf(model)).toThrow("invalid model: no checkpoint");
    expect(paths(liveFilesOf(files("identifiers.json", "task.json")).tasks)).toHaveLength(2);
  });

  it("are none of ours where they are a run, whose states are safetensors too", () => {
    expect(liveFilesOf(files("run/run.json", "run/states/0.safetensors"))).toEqual({
      model: [],
      tasks: [],
      isRun: true,
    });
  });

  it("are a run, too, where its run.json is missing: that is what has to be said", () => {
    expect(liveFilesOf(files("rollouts.parquet", "steps.parquet", "tasks.json")).isRun).toBe(true);
  });

  it("must hold one checkpoint", () => {
    expect(checkpointOf(files("config.json", "a.pt")).path).toBe("a.pt");
    expect(() => checkpointOf(files("a.pt", "b.pt"))).toThrow("invalid model: 2 checkpoints");
  });
});

it("a list of models is read, and what is none in it is passed over", () => {
  const model = { name: "a", files: ["model.safetensors"] };
  expect(modelsOfList({ models: [model, { name: "b" }, 3] })).toEqual([model]);
  expect(modelsOfList("nonsense")).toEqual([]);
});
