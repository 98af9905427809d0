import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRecents, MOST_RECENTS, parseRecents, type RecentStorage, STORED_AS } from "./recents.ts";

function memory(first?: string) {
  const values = new Map(first === undefined ? [] : [[STORED_AS, first]]);
  const storage: RecentStorage = {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
  return { storage, values };
}
const recent = (name: string) => ({ name, address: `https://example.org/${name}/` });
const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

describe("what was opened before", () => {
  it("is listed newest first, each address once, nine at most, and comes back in another page", () => {
    const { storage } = memory();
    const recents = createRecents(storage);
    for (let at = 0; at < 12; at++) recents.remember(recent(`run ${at}`));
    recents.remember({ ...recent("run 5"), name: "renamed" });
    expect(names(recents.get())).toEqual(["renamed", ...[11, 10, 9, 8, 7, 6, 4, 3].map((at) => `run ${at}`)]);
    expect(createRecents(storage).get()).toEqual(recents.get());
  });

  it("holds names and addresses alone", () => {
    const { storage, values } = memory();
    createRecents(storage).remember({ ...recent("a"), bytes: [1, 2] } as never);
    expect(JSON.parse(values.get(STORED_AS) ?? "")).toEqual([recent("a")]);
  });

  it("keeps what another tab added meanwhile", () => {
    const { storage } = memory();
    const [one, other] = [createRecents(storage), createRecents(storage)];
    one.remember(recent("a"));
    other.remember(recent("b"));
    expect(names(other.get())).toEqual(["b", "a"]);
  });

  it("can be cleared, and leaves nothing behind", () => {
    const { storage, values } = memory();
    const recents = createRecents(storage);
    recents.remember(recent("a"));
    recents.clear();
    expect([recents.get(), values.size]).toEqual([[], 0]);
  });

  it.each([
    "javascript:alert(1)",
    "file:///etc/passwd",
    "dropped:run",
    "https://me:secret@example.org/",
    `https://example.org/${"a".repeat(2000)}`,
    "",
  ])("has no room for %s", (address) => {
    const recents = createRecents(memory().storage);
    recents.remember({ name: "a", address });
    expect(recents.get()).toEqual([]);
  });

  it("lasts as long as the page where the browser keeps nothing, or throws at every touch", () => {
    const refuse = (): never => {
      throw new Error("forbidden");
    };
    for (const storage of [undefined, { getItem: refuse, setItem: refuse, removeItem: refuse }]) {
      const recents = createRecents(storage);
      recents.remember(recent("a"));
      recents.remember(recent("b"));
      expect(names(recents.get())).toEqual(["b", "a"]);
      recents.clear();
      expect(recents.get()).toEqual([]);
    }
  });

  it("is the part of it that can be used, whatever lies in the storage", () => {
    const text = JSON.stringify([
      null,
      3,
      {},
      { name: 1, address: "https://x" },
      recent("a"),
      recent("a"),
      [recent("b")],
    ]);
    expect(parseRecents(text)).toEqual([recent("a")]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (rubbish) => {
        const recents = createRecents(memory(rubbish).storage);
        recents.remember(recent("a"));
        expect(recents.get()[0]).toEqual(recent("a"));
        expect(recents.get().length).toBeLessThanOrEqual(MOST_RECENTS);
      }),
    );
  });
});
