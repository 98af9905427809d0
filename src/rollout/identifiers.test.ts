import { describe, expect, it } from "vitest";
import { formatAugmentation } from "../arc/augment.ts";
import type { Puzzle } from "../arc/puzzle.ts";
import { knownIdentifiers, namedIdentifiers, ownIdentifiers, sameIdentifier } from "./identifiers.ts";

function puzzle(task: string, { augmentation = "", own }: { augmentation?: string; own?: number } = {}): Puzzle {
  return {
    task,
    testIndex: 0,
    augmentation,
    puzzleIdentifier: own,
    inputTokens: new Uint8Array(1),
    targetTokens: undefined,
    targetGrid: undefined,
  };
}

const NAMES = ["<blank>", "aa", "aa|||t3|||0213456789", "bb", "aa|||t0|||0987654321", "aa|||not one", "bb"];

describe("one identifier for all", () => {
  it("is that, whatever the data say", () => {
    const identifiers = sameIdentifier(7);
    expect([identifiers.of(puzzle("aa")), identifiers.of(puzzle("bb", { own: 3 }))]).toEqual([7, 7]);
    expect(identifiers.augmentationsOf("aa")).toEqual([]);
  });
});

describe("the data's own identifiers", () => {
  it("are what the data say, and the blank puzzle's without", () => {
    expect([ownIdentifiers().of(puzzle("aa", { own: 3 })), ownIdentifiers().of(puzzle("aa"))]).toEqual([3, 0]);
  });
});

describe("what is known of a task set", () => {
  const tasks = { kind: "tasks", tasks: [], identifiers: ["<blank>", "bb"] } as const;
  const batch = (own?: number) =>
    ({
      kind: "tokens",
      puzzles: [puzzle("bb", own === undefined ? {} : { own })],
      seqLen: 1,
      vocabSize: undefined,
    }) as const;

  it("is what the data say, then the names beside the checkpoint, then those beside the tasks", () => {
    const of = (set: Parameters<typeof knownIdentifiers>[0], beside?: readonly string[]) =>
      knownIdentifiers(set, beside)?.of(puzzle("bb"));
    expect(knownIdentifiers({ ...batch(5), tasks: [], identifiers: NAMES }, NAMES)?.of(puzzle("x"))).toBe(0);
    expect(of({ ...batch(), tasks: [], identifiers: undefined }, NAMES)).toBe(3);
    expect([of(tasks, NAMES), of(tasks)]).toEqual([3, 1]);
    expect(knownIdentifiers({ ...tasks, identifiers: undefined }, undefined)).toBeUndefined();
  });
});

describe("an identifiers file", () => {
  const identifiers = namedIdentifiers(NAMES, "identifiers.json");

  it("names a task's row, the first where a name stands twice", () => {
    expect([identifiers.of(puzzle("aa")), identifiers.of(puzzle("bb"))]).toEqual([1, 3]);
  });

  it("names an augmentation's own row", () => {
    expect(identifiers.of(puzzle("aa", { augmentation: "t3|||0213456789" }))).toBe(2);
  });

  it("lends an augmentation that it does not name the row of its task", () => {
    expect(identifiers.of(puzzle("bb", { augmentation: "t1|||0123456789" }))).toBe(3);
  });

  it("leaves the last word to the data", () => {
    expect(identifiers.of(puzzle("aa", { own: 5 }))).toBe(5);
    expect(identifiers.of(puzzle("zz", { own: 5 }))).toBe(5);
  });

  it("refuses a task that it does not name, by the name of the file", () => {
    const sentence = "invalid puzzle id: no row for zz (expected a name of the file, in identifiers.json)";
    expect(() => identifiers.of(puzzle("zz"))).toThrow(sentence);
    expect(() => identifiers.of(puzzle("zz", { augmentation: "t3|||0213456789" }))).toThrow(sentence);
  });

  it("knows the augmentations of a task that have a row, in the order of their rows", () => {
    expect(identifiers.augmentationsOf("aa").map(formatAugmentation)).toEqual(["t3|||0213456789", "t0|||0987654321"]);
    expect(identifiers.augmentationsOf("bb")).toEqual([]);
    expect(identifiers.augmentationsOf("toString")).toEqual([]);
  });
});
