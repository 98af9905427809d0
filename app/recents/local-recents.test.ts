import { describe, expect, it } from "vitest";
import { bareReader } from "../../test/bare-reader.ts";
import { createSession } from "../session/session.ts";
import type { RunSource } from "../sources/source.ts";
import { createViewStore } from "../state/view-store.ts";
import { followOpened, openRecent } from "./local-recents.ts";
import { createRecents } from "./recents.ts";

const served = (id: string): RunSource => ({ kind: "url", id, name: id, url: `http://host/runs/${id}/` });
const settled = () => new Promise((resolve) => setTimeout(resolve));

function page(...sources: RunSource[]) {
  const view = createViewStore();
  const session = createSession(view, bareReader);
  const recents = createRecents(undefined);
  followOpened(session, recents);
  session.runs.add(sources);
  session.ready();
  return { view, session, recents };
}

describe("runs that were opened", () => {
  it("are remembered by their address; what was dropped is not", async () => {
    const { view, recents } = page(served("a"), { kind: "files", id: "dropped:b", name: "b", files: [] });
    for (const run of ["a", "dropped:b"]) {
      view.update({ run });
      await settled();
    }
    expect(recents.get()).toEqual([{ name: "a", address: "http://host/runs/a/" }]);
  });

  it("are not remembered where they could not be opened", async () => {
    const { view, recents } = page(served("broken"));
    view.update({ run: "broken" });
    await settled();
    expect(recents.get()).toEqual([]);
  });

  it("are opened again as what the page knows", async () => {
    const { view, session } = page(served("a"), served("b"));
    view.update({ run: "b", view: "puzzle", rollout: 0 });
    await openRecent({ view, session }, { name: "a", address: "http://host/runs/a/" });
    expect(view.get()).toMatchObject({ run: "a", view: "gallery", rollout: null, sources: [] });
  });

  it("are opened again where the page does not know them, and its link names them", async () => {
    const { view, session } = page(served("a"));
    await openRecent({ view, session }, { name: "far", address: "https://elsewhere/far/" });
    await settled();
    const [far] = view.get().sources;
    expect(view.get().run).toBe(far);
    expect(session.run.get()?.name).toBe("far");
    expect(far).toBe("https://elsewhere/far/");
  });

  it("are not in the link where they cannot be opened any more, and a sentence says so", async () => {
    const { view, session } = page(served("a"));
    await openRecent({ view, session }, { name: "broken", address: "https://elsewhere/broken/" });
    expect(view.get()).toMatchObject({ run: null, sources: [] });
    expect(session.notices.get()).toHaveLength(1);
  });
});
