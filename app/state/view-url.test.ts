import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DIFFERENCES } from "../../src/render/differences.ts";
import { DOUBT_MODES } from "../../src/render/doubt.ts";
import { PALETTE_NAMES } from "../../src/render/palettes.ts";
import { VERDICTS } from "./verdict.ts";
import { INITIAL_STATE, SORT_KEYS, THEME_CHOICES, VIEWS, type ViewState } from "./view-state.ts";
import { formatLink, parseLink } from "./view-url.ts";

const text = fc.string({ unit: "grapheme" });
const someText = text.filter((value) => value !== "");
const number = fc.nat({ max: 999_999_999 });
const address = fc
  .array(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join("."));

const states: fc.Arbitrary<ViewState> = fc.record({
  title: text,
  sources: fc.array(someText, { maxLength: 4 }),
  run: fc.option(someText),
  view: fc.constantFrom(...VIEWS),
  rollout: fc.option(number),
  live: fc.option(
    fc.record({
      model: someText,
      weights: fc.constantFrom(null, "01234567"),
      puzzle: fc.record({ kind: fc.constant("made" as const), seed: number, index: fc.nat({ max: 99 }) }),
      branches: fc.array(fc.record({ seed: number, spec: someText }), { maxLength: 3 }),
    }),
  ),
  cursor: fc.option(address),
  pin: fc.option(fc.record({ run: someText, rollout: number })),
  against: fc.option(someText),
  changes: fc.array(someText, { maxLength: 3 }),
  difference: fc.constantFrom(...DIFFERENCES),
  doubt: fc.constantFrom(...DOUBT_MODES),
  digits: fc.boolean(),
  lines: fc.boolean(),
  uncropped: fc.boolean(),
  palette: fc.constantFrom(...PALETTE_NAMES),
  theme: fc.constantFrom(...THEME_CHOICES),
  expanded: fc.array(number, { maxLength: 16 }),
  cell: fc.option(number),
  search: text,
  verdicts: fc.subarray([...VERDICTS]),
  sort: fc.constantFrom(...SORT_KEYS),
  descending: fc.boolean(),
  thresholds: fc.dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== "__proto__"),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  ),
});

describe("a link", () => {
  it("gives back the state it was made of", () => {
    fc.assert(
      fc.property(states, (state) => {
        const { state: read, notes } = parseLink(formatLink(state));
        expect(notes).toEqual([]);
        expect(read).toEqual(state);
      }),
    );
  });

  it("leaves out what is as it is at first", () => {
    expect(formatLink(INITIAL_STATE)).toBe("#v=1");
    expect(formatLink({ ...INITIAL_STATE, run: "runs/a/", rollout: 3, view: "puzzle", cursor: "5.2.3" })).toBe(
      "#v=1&run=runs/a/&view=puzzle&rollout=3&at=5.2.3",
    );
  });

  it("passes over what it does not understand and says so", () => {
    const { state, notes } = parseLink("#v=1&rollout=-3&palette=neon&digits=on&colour=red");
    expect(state).toEqual({ ...INITIAL_STATE, digits: true });
    expect(notes).toEqual([
      "invalid rollout in the link: -3 (expected a whole number)",
      "invalid palette in the link: neon (expected arc, safe, muted, app)",
      "the link has a part that this page does not know: colour",
    ]);
  });

  it("still reads how links named the one measure of doubt there was", () => {
    expect(parseLink("#v=1&confidence=on").state.doubt).toBe("probability");
    expect(parseLink("#v=1&confidence=off").state.doubt).toBe("off");
  });

  it("says of another version that parts may be missing", () => {
    expect(parseLink("#v=2").notes).toEqual([
      "the link is of version 2, this page reads version 1: parts may be missing",
    ]);
  });

  it("takes any text without throwing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (fragment) => parseLink(fragment).state.run !== undefined));
  });
});
