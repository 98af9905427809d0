import { describe, expect, it } from "vitest";
import { trackingEngine } from "../../test/tracking-engine.ts";
import { createReferenceEngine } from "../engine/reference/engine.ts";
import { createStateKeeper } from "./state-keeper.ts";

function keeping() {
  const engine = trackingEngine(createReferenceEngine());
  return { engine, keeper: createStateKeeper(engine), upload: () => engine.upload([1], Float32Array.of(1)) };
}

describe("a state keeper", () => {
  it("disposes of a state when the last holder drops it", () => {
    const { engine, keeper, upload } = keeping();
    const state = keeper.hold(upload());
    keeper.hold(state);
    keeper.drop(state);
    expect(engine.live()).toBe(1);
    keeper.drop(state);
    expect(engine.live()).toBe(0);
  });

  it("gives back what it is given to hold", () => {
    const { keeper, upload } = keeping();
    const state = upload();
    expect(keeper.hold(state)).toBe(state);
  });

  it("disposes of everything once at the end, however often it is held", () => {
    const { engine, keeper, upload } = keeping();
    const state = keeper.hold(keeper.hold(upload()));
    keeper.hold(upload());
    keeper.dropAll();
    expect(engine.live()).toBe(0);
    keeper.dropAll();
    expect(() => keeper.drop(state)).toThrow("a state was dropped that nobody held");
  });

  it("notices a state dropped too often", () => {
    const { keeper, upload } = keeping();
    const state = keeper.hold(upload());
    keeper.drop(state);
    expect(() => keeper.drop(state)).toThrow("a state was dropped that nobody held");
  });
});
