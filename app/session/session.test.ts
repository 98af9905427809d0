import { describe, expect, it } from "vitest";
import { bareReader } from "../../test/bare-reader.ts";
import type { RunSource } from "../sources/source.ts";
import { createViewStore } from "../state/view-store.ts";
import type { RolloutModel } from "./rollout-model.ts";
import { createSession } from "./session.ts";

const source = (id: string): RunSource => ({ kind: "url", id, name: id, url: `http://x/${id}` });
const settled = () => new Promise((resolve) => setTimeout(resolve));

function sessionOf(...ids: string[]) {
  const view = createViewStore();
  const session = createSession(view, bareReader);
  session.runs.add(ids.map(source));
  session.ready();
  return { view, session };
}

describe("a session", () => {
  it("opens the run that the view asks for", async () => {
    const { view, session } = sessionOf("a", "b");
    view.update({ run: "b" });
    await settled();
    expect(session.run.get()?.id).toBe("b");
  });

  it("says what is wrong with a run, and leaves open what was", async () => {
    const { view, session } = sessionOf("a", "broken");
    view.update({ run: "a" });
    await settled();
    view.update({ run: "broken" });
    await settled();
    expect(session.run.get()?.id).toBe("a");
    expect(view.get().run).toBe("a");
    expect(session.notices.get().map(({ text }) => text)).toEqual(["invalid run: no run.json (in broken)"]);
  });

  it("says that a link's run is not there", async () => {
    const { view, session } = sessionOf("a");
    view.update({ run: "dropped:mine" });
    await settled();
    expect(session.notices.get()[0]?.text).toBe("the link shows mine, which was dropped into the page: drop it again");
  });

  it("says that what a link pins is of a run that is not there", async () => {
    const { view, session } = sessionOf("a");
    view.update({ run: "a", pin: { run: "runs/gone/", rollout: 3 } });
    await settled();
    expect(view.get().pin).toBeNull();
    expect(session.notices.get().map(({ text }) => text)).toEqual([
      "the link shows the run runs/gone/, which this page was not given",
    ]);
  });

  it("compares with nothing that is no longer pinned", async () => {
    const { view } = sessionOf("a");
    view.update({ run: "a", pin: { run: "a", rollout: 0 }, difference: "pinned" });
    view.update({ pin: null });
    expect(view.get().difference).toBe("none");
  });

  it("takes a link without a run to be of the one that is open", async () => {
    const { view } = sessionOf("a", "b");
    view.update({ run: "b" });
    await settled();
    view.update({ run: null, view: "puzzle" });
    expect(view.get()).toMatchObject({ run: "b", view: "puzzle" });
  });

  it("says that a run has no such rollout, and shows the gallery", async () => {
    const { view, session } = sessionOf("a");
    view.update({ run: "a", view: "puzzle", rollout: 3 });
    await settled();
    await settled();
    expect(view.get()).toMatchObject({ view: "gallery", rollout: null });
    expect(session.notices.get()[0]?.text).toMatch(/^invalid rollout in the link: 3/);
  });

  it("shows a rollout that is under way only to who waits for it", async () => {
    const { view, session } = sessionOf("a");
    const live = await bareReader.open(source("live:1"));
    const underWay = { run: live, record: { rollout: 0 } } as unknown as RolloutModel;
    view.update({ run: "a" });
    session.put(live, underWay);
    expect(session.rollout.get()).toBeUndefined();
    view.update({ run: "live:1", rollout: null });
    session.put(live, underWay);
    expect(session.rollout.get()).toBe(underWay);
  });

  it("shows the first of what was dropped that can be opened", async () => {
    const { view, session } = sessionOf();
    await session.show(["broken", "b"].map(source));
    await settled();
    expect(view.get().run).toBe("b");
    expect(session.run.get()?.id).toBe("b");
  });

  it("takes what is dropped under a name that is taken for another run, and forgets what could not be opened", async () => {
    const { view, session } = sessionOf("a");
    const dropped = (name: string): RunSource => ({ kind: "files", id: `dropped:${name}`, name, files: [] });
    const menu = () => session.runs.known.get().map(({ name }) => name);
    await session.show([dropped("broken")]);
    expect(menu()).toEqual(["a"]);
    await session.show([dropped("mine")]);
    await settled();
    expect([view.get().run, session.run.get()?.name]).toEqual(["dropped:mine", "mine"]);
    await session.show([dropped("mine")]);
    await settled();
    expect([view.get().run, session.run.get()?.name]).toEqual(["dropped:mine (2)", "mine (2)"]);
    expect(menu()).toEqual(["a", "mine", "mine (2)"]);
  });

  it("keeps saying what is wrong until something else is open, and not longer", async () => {
    const { view, session } = sessionOf("a", "b", "broken");
    const said = () => session.notices.get().map(({ text }) => text);
    session.notices.say("invalid colour in the link");
    view.update({ run: "a" });
    await settled();
    view.update({ run: "broken" });
    await settled();
    expect(said()).toEqual(["invalid colour in the link", "invalid run: no run.json (in broken)"]);
    view.update({ run: "b" });
    await settled();
    expect(said()).toEqual([]);
  });

  it("says what was wrong with the first of what was dropped after the second is open", async () => {
    const { session } = sessionOf();
    session.notices.say("before");
    await session.show(["broken", "b"].map(source));
    await settled();
    expect(session.notices.get().map(({ text }) => text)).toEqual(["invalid run: no run.json (in broken)"]);
  });
});
