import { afterEach, describe, expect, it, vi } from "vitest";
import { bareReader } from "../../test/bare-reader.ts";
import { createSession } from "../session/session.ts";
import { createViewStore } from "../state/view-store.ts";
import { openFirst } from "./open-first.ts";

/** What is on screen of a page with this query, whose host gives these runs. */
async function opened(query: string, ...given: string[]) {
  vi.stubGlobal("fetch", async () => Response.json({ runs: given.map((url) => ({ url })) }));
  const view = createViewStore();
  const session = createSession(view, bareReader);
  await openFirst({ view, session }, { href: `http://x/app/?${query}` });
  await new Promise((resolve) => setTimeout(resolve));
  const { run, sources } = view.get();
  const menu = session.runs.known.get().map(({ id }) => id);
  return { run, shown: session.run.get()?.id, sources, menu, notices: session.notices.get().map(({ text }) => text) };
}

afterEach(() => vi.unstubAllGlobals());

describe("the page opens", () => {
  it("with what is asked for, else with the first run of the host", async () => {
    expect(await opened("url=mine/", "a/", "b/")).toEqual({
      run: "mine/",
      shown: "mine/",
      sources: ["mine/"],
      menu: ["mine/", "a/", "b/"],
      notices: [],
    });
    expect(await opened("", "a/", "b/")).toMatchObject({ run: "a/", shown: "a/", sources: [], notices: [] });
  });

  it("with what is asked for and given once, however its address is written", async () => {
    expect(await opened("url=b&url=http://x/app/b/run.json", "a/", "b/")).toEqual({
      run: "b/",
      shown: "b/",
      sources: ["b/"],
      menu: ["b/", "a/"],
      notices: [],
    });
  });

  it("with the next run where one cannot be opened, and says which", async () => {
    expect(await opened("url=broken/", "broken/too/", "b/")).toEqual({
      run: "b/",
      shown: "b/",
      sources: [],
      // What the host gives may be whole another time.
      menu: ["broken/too/", "b/"],
      notices: ["invalid run: no run.json (in broken/)", "invalid run: no run.json (in broken/too/)"],
    });
  });

  it("with the runs of the host where what is asked for is no address of a run", async () => {
    expect(await opened("url=ftp://y/run", "a/")).toEqual({
      run: "a/",
      shown: "a/",
      sources: [],
      menu: ["a/"],
      notices: ["invalid address of a run: ftp://y/run (expected http or https)"],
    });
  });
});
