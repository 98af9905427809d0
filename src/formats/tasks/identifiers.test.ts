/** @file Tests of identifiers files and of what puzzles of a dataset are called. */

import { describe, expect, it } from "vitest";
import { puzzleName } from "./dataset-names.ts";
import { parseIdentifiers } from "./identifiers.ts";

const parse = (value: unknown) => parseIdentifiers(new TextEncoder().encode(JSON.stringify(value)), "identifiers.json");

describe("parseIdentifiers", () => {
  it("takes a list of names", () => {
    expect(parse(["<blank>", "a", "a|||t1|||0123456789"])).toEqual(["<blank>", "a", "a|||t1|||0123456789"]);
  });

  it("takes an object from names to identifiers, with gaps", () => {
    expect(parse({ b: 3, a: 1 })).toEqual(["<blank>", "a", "<blank>", "b"]);
    expect(parse({})).toEqual([]);
  });

  it.each([
    ["a number", 3, "invalid identifiers: 3 (expected a list of names, in identifiers.json)"],
    [
      "an entry that is no name",
      ["<blank>", 3],
      "invalid identifiers: entry 1 is 3 (expected a name, in identifiers.json)",
    ],
    [
      "an id that is none",
      { a: "1" },
      "invalid identifiers: an id is a string (expected an integer from 0 to 16777215",
    ],
    [
      "an id that would fill the memory",
      { a: 4e9 },
      "invalid identifiers: an id is 4000000000 (expected an integer from 0",
    ],
    [
      "an id with two names",
      { a: 1, b: 1 },
      "invalid identifiers: id 1 has two names (expected one, in identifiers.json)",
    ],
  ])("refuses %s", (_, value, message) => {
    expect(() => parse(value)).toThrow(message);
  });
});

describe("puzzleName", () => {
  const identifiers = ["<blank>", "a", "a|||t1|||0213456789", "odd|||name", ""];

  it("is what identifiers.json says", () => {
    expect(puzzleName("d", identifiers, 1, 9)).toEqual({ task: "a", augmentation: "", known: true });
    expect(puzzleName("d", identifiers, 2, 9)).toEqual({ task: "a", augmentation: "t1|||0213456789", known: true });
    expect(puzzleName("d", identifiers, 3, 9)).toEqual({ task: "odd|||name", augmentation: "", known: true });
  });

  it("is the dataset's name and a number where that says nothing", () => {
    const name = (id: number, index: number) => puzzleName("maze", identifiers, id, index).task;
    expect([name(0, 7), name(4, 8), name(99, 12345)]).toEqual(["maze-0007", "maze-0008", "maze-12345"]);
    expect(puzzleName("maze", undefined, 1, 0)).toEqual({ task: "maze-0000", augmentation: "", known: false });
  });
});
