import { describe, expect, it } from "vitest";
import { viewOfScript } from "../../test/render/scripted-rollout.ts";
import { FLOOD_FILL } from "../../test/render/scripts.ts";
import { formatAddress } from "../model/address.ts";
import { answersAndProbesOf, answersOf, eventAt } from "./rollout-view.ts";

/** 3 supervision steps of 2 H-steps of 3 L-steps. */
const view = await viewOfScript(FLOOD_FILL.script);
const addresses = (steps: readonly Parameters<typeof formatAddress>[0][]): string =>
  steps.map((step) => `${formatAddress(step)}${step.kind === "probe" ? "?" : ""}`).join(" ");

describe("the events of a rollout", () => {
  it("are its answers, or with probes all but those that an answer repeats", () => {
    expect(addresses(answersOf(view))).toBe("1.1 1.2 2.1 2.2 3.1 3.2");
    expect(addresses(answersAndProbesOf(view).slice(0, 7))).toBe("1.1.1? 1.1.2? 1.1 1.2.1? 1.2.2? 1.2 2.1.1?");
  });

  it("hold on to a last probe that says something else than its answer", () => {
    const steps = view.steps.map((step) =>
      formatAddress(step) === "1.1.3" ? { ...step, tokens: new Uint8Array(64) } : step,
    );
    expect(addresses(answersAndProbesOf({ ...view, steps }).slice(0, 5))).toBe("1.1.1? 1.1.2? 1.1.3? 1.1 1.2.1?");
  });

  it("are found by address, behind what they follow", () => {
    expect(addresses(eventAt(view, "1.1.1"))).toBe("1.1.1?");
    expect(addresses(eventAt(view, "1.2.1"))).toBe("1.1 1.2.1?");
    expect(addresses(eventAt(view, "2.1.3"))).toBe("2.1.2? 2.1.3?");
    expect(addresses(eventAt(view, "1.1"))).toBe("1.1");
    expect(addresses(eventAt(view, "3"))).toBe("3.1 3.2");
  });

  it("are missed with a sentence", () => {
    expect(() => eventAt(view, "4")).toThrow("invalid address: 4 (expected supervision step 1 to 3, in scripted)");
    expect(() => eventAt(view, "1.3")).toThrow("invalid address: 1.3 (expected H-step 1 to 2)");
  });
});
