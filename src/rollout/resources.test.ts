import { describe, expect, it } from "vitest";
import { SMALL, smallModel, smallRows } from "../../test/small-model.ts";
import { type TrackingEngine, trackingEngine } from "../../test/tracking-engine.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import type { ModelConfig } from "../model/config.ts";
import type { Model } from "../model/model.ts";
import { bindModel } from "./bound-model.ts";
import type { RolloutEvent } from "./events.ts";
import type { Intervention } from "./interventions/intervention.ts";
import { parseInterventions } from "./interventions/parse.ts";
import { type RolloutOptions, rollout } from "./rollout.ts";

const ROWS = smallRows(["a", "b"]);
const SINGLE_Z: ModelConfig = { ...SMALL, architecture: "trm-singlez" };

function interventions(model: Model, ...specs: string[]): Intervention[] {
  return parseInterventions(specs, { cycles: model.schedule, states: model.schedule.states });
}

async function bind(model: Model, engine: TrackingEngine = trackingEngine(createReferenceEngine())) {
  return { engine, bound: await bindModel(model, engine, 2) };
}

/** Rolls out until `stop` says so, or to the end; how many tensors are live then. */
async function liveAfter(
  model: Model,
  options: RolloutOptions,
  stop: (event: RolloutEvent) => boolean = () => false,
): Promise<number> {
  const { engine, bound } = await bind(model);
  for await (const event of rollout(bound, ROWS, options)) {
    if (stop(event)) break;
  }
  return engine.live();
}

describe("a rollout disposes of everything it made", () => {
  it.each([SMALL, SINGLE_Z])("at its end, deep enough for returns ($architecture)", async (config) => {
    expect(await liveAfter(await smallModel(config), { steps: 5 })).toBe(0);
  });

  it("at its end, after interventions", async () => {
    const model = await smallModel();
    const options = {
      steps: 3,
      interventions: interventions(
        model,
        "noise@*.*:target=z_L,sigma=1",
        "ablate@2:target=z_H,with=zero",
        "freeze@3:target=z_L",
      ),
    };
    expect(await liveAfter(model, options)).toBe(0);
  });

  it("after no step at all", async () => {
    expect(await liveAfter(await smallModel(), { steps: 0 })).toBe(0);
  });

  const at = (h: number, l: number, kind: "probe" | "answer") => (event: RolloutEvent) =>
    event.address.supervisionStep === 2 &&
    event.address.hStep === h &&
    event.address.lStep === l &&
    event.address.kind === kind;

  it.each([
    ["at the first probe of an H-step", at(2, 1, "probe")],
    ["at a probe in its middle", at(2, 3, "probe")],
    ["at its last probe", at(2, 4, "probe")],
    ["at an answer", at(2, 4, "answer")],
    ["at the last event", at(3, 4, "answer")],
  ])("when its reader stops %s", async (_, stop) => {
    expect(await liveAfter(await smallModel(), { steps: 2 }, stop)).toBe(0);
    expect(await liveAfter(await smallModel(SINGLE_Z), { steps: 2 }, stop)).toBe(0);
  });

  it("when an intervention fails", async () => {
    const { engine, bound } = await bind(await smallModel());
    const failing: Intervention = {
      spec: "failing",
      lastSupervisionStep: 2,
      source: undefined,
      mayAct: ({ supervisionStep, hStep, lStep }) => supervisionStep === 2 && hStep === 1 && lStep === 2,
      begin: () => async () => {
        throw new Error("it failed");
      },
    };
    const run = async (): Promise<void> => {
      for await (const _ of rollout(bound, ROWS, { steps: 3, interventions: [failing] }));
    };
    await expect(run()).rejects.toThrow("it failed");
    expect(engine.live()).toBe(0);
  });

  it("when a puzzle has no row in the embedding", async () => {
    const { engine, bound } = await bind(await smallModel());
    const rows = ROWS.map((row) => ({ ...row, puzzleIdentifier: 77 }));
    await expect(rollout(bound, rows).next()).rejects.toThrow(
      "invalid puzzle id: 77 (expected 0 to 3, in model.safetensors)",
    );
    expect(engine.live()).toBe(0);
  });

  it("and makes no more while it goes on", async () => {
    const { engine, bound } = await bind(await smallModel());
    const counts: number[] = [];
    for await (const { address } of rollout(bound, ROWS, { steps: 8 })) {
      if (address.kind === "answer" && address.hStep === 3) counts.push(engine.live());
    }
    // Past answers are kept for returns until there are enough of them.
    expect(new Set(counts.slice(4)).size).toBe(1);
  });
});
