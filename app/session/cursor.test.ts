import { describe, expect, it } from "vitest";
import type { StepRecord } from "../../src/trace/schema.ts";
import { createStore } from "../state/store.ts";
import { createViewStore } from "../state/view-store.ts";
import { timelineOf } from "../timeline/timeline.ts";
import { createCursor } from "./cursor.ts";
import type { RolloutModel } from "./rollout-model.ts";
import type { Session } from "./session.ts";

const cycles = { hCycles: 1, lCycles: 2 };
const step = (supervisionStep: number, lStep: number) =>
  ({ supervisionStep, hStep: 1, lStep, kind: "probe" }) as StepRecord;
const STEPS = [step(1, 1), step(1, 2), step(2, 1), step(2, 2)];

function cursorOver(wholeSteps?: number) {
  const view = createViewStore();
  const model = { timeline: timelineOf(STEPS, cycles, wholeSteps) } as RolloutModel;
  const cursor = createCursor(view, { rollout: createStore(model) } as unknown as Session);
  const locked = (at: number) => {
    cursor.lock(at);
    return view.get().cursor;
  };
  return { cursor, locked };
}

describe("the cursor", () => {
  it("stands at the end of a rollout by no address", () => {
    const { locked } = cursorOver();
    expect([locked(0), locked(3), locked(99)]).toEqual(["1.1.1", null, null]);
  });

  it("stays on the last position of a rollout that is under way, and goes along from beyond it", () => {
    const { locked } = cursorOver(5);
    expect([locked(0), locked(3), locked(4)]).toEqual(["1.1.1", "2.1.2", null]);
  });

  it("goes where a key says though the pointer rests on another frame", () => {
    const { cursor, locked } = cursorOver();
    cursor.hover.set({ index: 3, cell: 5 });
    locked(1);
    expect(cursor.hover.get()).toEqual({ index: null, cell: 5 });
  });
});
