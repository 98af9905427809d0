import { describe, expect, it } from "vitest";
import { advance, glyph, shortened, textWidth } from "./font.ts";
import { FONT_SHEETS } from "./font-sheets.ts";

const regular = { size: 2, bold: false };

describe("the bitmap font", () => {
  it("is drawn whole: nine rows, as wide as the first, for every character", () => {
    for (const { characters, rows } of FONT_SHEETS) {
      expect(rows).toHaveLength(9);
      const widths = rows.map((row) => row.split(" ").map((dots) => dots.length));
      for (const row of widths) expect(row).toEqual(widths[0]);
      expect(widths[0]).toHaveLength([...characters].length);
    }
  });

  it("has all of ASCII, and what captions need beside it", () => {
    const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
    for (const character of [...printable, ..."−–×·…→"]) expect(glyph(character)).not.toBe(glyph("\u{1F600}"));
  });

  it("draws no two characters alike", () => {
    const characters = FONT_SHEETS.flatMap(({ characters: all }) => [...all]);
    const drawn = characters.map((character) => glyph(character).dots.join() + glyph(character).width);
    expect(new Set(drawn).size).toBe(characters.length);
  });

  it("has digits that stand under each other", () => {
    expect(new Set([..."0123456789−"].map((digit) => advance(digit, regular))).size).toBe(1);
  });
});

describe("the width of a text", () => {
  it("counts glyphs and what lies between them", () => {
    expect(textWidth("", regular)).toBe(0);
    expect(textWidth("10", regular)).toBe(2 * (5 + 1 + 5));
    expect(textWidth("10", { size: 2, bold: true })).toBe(2 * (5 + 1 + 5) + 2);
  });
});

describe("a text that is too long", () => {
  it("is cut off with a mark that fits", () => {
    expect(shortened("flood-fill", 1000, regular)).toBe("flood-fill");
    const cut = shortened("flood-fill with a long name", 100, regular);
    expect(cut).toMatch(/^flood.*…$/);
    expect(textWidth(cut, regular)).toBeLessThanOrEqual(100);
  });

  it("is nothing but the mark where nothing fits", () => {
    expect(shortened("flood-fill", 5, regular)).toBe("…");
  });
});
