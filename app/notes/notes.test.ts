import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinNotes, mergeNotes } from "./merge.ts";
import { type Note, noteKey, parseTags } from "./note.ts";
import { formatNotes, parseNotes } from "./notes-json.ts";
import { createNotesStore, SET_ASIDE_AS, STORED_AS } from "./notes-store.ts";
import { countTags, hasTags, parseTagSearch } from "./tag-search.ts";

const subject = (task: string) => ({ run: "r", runName: "plain", task, testIndex: 0, augmentation: "", trajectory: 0 });
const note = (task: string, text: string, ...tags: string[]): Note => ({
  ...subject(task),
  text,
  tags,
  changed: "2026-01-01T00:00:00.000Z",
});
const byKey = (...notes: Note[]) => new Map(notes.map((one) => [noteKey(one), one]));

function storage(initial: Record<string, string> = {}) {
  const kept = new Map(Object.entries(initial));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}
function storeOn(place: Parameters<typeof createNotesStore>[0]) {
  const said: string[] = [];
  return {
    notes: createNotesStore(
      place,
      (sentence) => said.push(sentence),
      () => new Date(0),
    ),
    said,
  };
}

describe("a file of notes", () => {
  it("gives back what was written, whatever it is", () => {
    const text = fc.string({ unit: "grapheme" });
    const any = fc.tuple(text, text, fc.uniqueArray(text, { maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (all) => {
        const notes = byKey(...all.map(([task, words, tags]) => note(task, words, ...tags)));
        expect(parseNotes(formatNotes(notes.values()), "x.json")).toEqual(notes);
      }),
    );
  });

  it("is a sentence where it is none", () => {
    expect(() => parseNotes("{", "a.json")).toThrow(/^invalid notes: no JSON \(expected .*, in a\.json\)$/);
    expect(() => parseNotes("[]", "a.json")).toThrow(/^invalid notes: /);
    const wrong = formatNotes([note("a", "x")]).replace('"text":"x"', '"text":3');
    expect(() => parseNotes(wrong, "a.json")).toThrow(
      /^invalid notes: note 1: text is 3 \(expected a text, in a\.json\)$/,
    );
    const newer = formatNotes([]).replace('"format_version": 1', '"format_version": 2');
    expect(() => parseNotes(newer, "a.json")).toThrow(/version 2/);
  });
});

describe("merging notes", () => {
  it("loses nothing that was written", () => {
    const joined = joinNotes(note("a", "mine", "x"), note("a", "theirs", "y"));
    expect([joined.text, joined.tags]).toEqual(["mine\n\ntheirs", ["x", "y"]]);
  });

  it("twice is the same as once", () => {
    const [here, coming] = [byKey(note("a", "mine"), note("b", "b")), byKey(note("a", "theirs"), note("c", "c"))];
    const once = mergeNotes(here, coming);
    expect([once.added, once.joined, once.same]).toEqual([1, 1, 0]);
    const twice = mergeNotes(once.notes, coming);
    expect(twice.notes).toEqual(once.notes);
    expect([twice.added, twice.joined, twice.same]).toEqual([0, 0, 2]);
  });
});

describe("the notes of a browser", () => {
  it("are there again, and gone when they are emptied", () => {
    const place = storage();
    storeOn(place).notes.write(subject("a"), { text: "odd", tags: ["x"] });
    expect(storeOn(place).notes.of(subject("a"))).toMatchObject({ text: "odd", tags: ["x"] });
    storeOn(place).notes.write(subject("a"), { text: " ", tags: [] });
    expect(storeOn(place).notes.get().size).toBe(0);
  });

  it("do not overwrite what another tab wrote", () => {
    const place = storage();
    const [one, other] = [storeOn(place).notes, storeOn(place).notes];
    one.write(subject("a"), { text: "from one", tags: [] });
    other.write(subject("b"), { text: "from the other", tags: [] });
    expect([...storeOn(place).notes.get().values()].map(({ text }) => text)).toEqual(["from one", "from the other"]);
  });

  it("that cannot be read are set aside, with a sentence", () => {
    const place = storage({ [STORED_AS]: '{"broken' });
    const { notes, said } = storeOn(place);
    expect(notes.get().size).toBe(0);
    expect(said).toEqual([expect.stringMatching(/^invalid notes: no JSON .*in this browser\): they are set aside/)]);
    expect(place.kept.get(SET_ASIDE_AS)).toBe('{"broken');
    notes.write(subject("a"), { text: "new", tags: [] });
    expect(storeOn(place).notes.get().size).toBe(1);
  });

  it("live on in the page where the browser keeps nothing, which it says", () => {
    const { notes, said } = storeOn(undefined);
    notes.write(subject("a"), { text: "x", tags: [] });
    notes.write(subject("b"), { text: "y", tags: [] });
    expect(notes.get().size).toBe(2);
    expect(said[0]).toMatch(/^the browser does not keep the notes/);
  });
});

describe("tags", () => {
  it("are words, each once", () => {
    expect(parseTags(" #Odd, wall  odd,")).toEqual(["odd", "wall"]);
  });

  it("are searched for beside other words", () => {
    const search = parseTagSearch("noise tag:odd TAG:Wall  tag");
    expect(search).toEqual({ tags: ["odd", "wall"], asksForAny: false, rest: "noise tag" });
    expect(hasTags(note("a", "", "wall", "odd"), search)).toBe(true);
    expect(hasTags(note("a", "", "odd"), search)).toBe(false);
    expect([hasTags(undefined, parseTagSearch("tag:")), hasTags(undefined, parseTagSearch("x"))]).toEqual([
      false,
      true,
    ]);
  });

  it("are counted, the most frequent first", () => {
    expect(countTags([note("a", "", "y", "x"), note("b", "", "x")])).toEqual([
      { tag: "x", count: 2 },
      { tag: "y", count: 1 },
    ]);
  });
});
