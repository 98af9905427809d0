import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/platform/byte-source.ts";
import type { Folder } from "../../src/platform/folder.ts";
import { createKeptBytes } from "./kept-bytes.ts";

const BYTES = Uint8Array.from({ length: 40 }, (_, place) => place);

/** A run's folder that writes down what is asked of its states. */
function asked(fails = 0): { folder: Folder; reads: string[] } {
  const reads: string[] = [];
  let failing = fails;
  const states: Folder = {
    name: "states",
    list: async () => [],
    folder: async () => undefined,
    async open(name) {
      reads.push(`open ${name}`);
      const source = memorySource(name, BYTES);
      return {
        ...source,
        async read(offset, length) {
          reads.push(`${offset}+${length}`);
          if (failing-- > 0) throw new Error("the connection failed");
          return source.read(offset, length);
        },
      };
    },
  };
  return { folder: { ...states, name: "run", folder: async () => states }, reads };
}

const LIMITS = { block: 16, most: 32 };
async function read(folder: Folder, offset: number, length: number, name = "a"): Promise<number[]> {
  const source = await (await folder.folder("states"))?.open(name);
  return [...((await source?.read(offset, length)) ?? [])];
}

describe("states behind a URL", () => {
  it("are asked for once, in blocks", async () => {
    const { folder, reads } = asked();
    const kept = createKeptBytes(LIMITS).runFolder(folder);
    expect(await read(kept, 0, 8)).toEqual([...BYTES.subarray(0, 8)]);
    expect(await Promise.all([read(kept, 8, 20), read(kept, 12, 6)])).toEqual([
      [...BYTES.subarray(8, 28)],
      [...BYTES.subarray(12, 18)],
    ]);
    expect(reads).toEqual(["open a", "0+16", "16+16"]);
  });

  it("are let go of when there are too many, those that were not wanted for longest first", async () => {
    const { folder, reads } = asked();
    const kept = createKeptBytes(LIMITS).runFolder(folder);
    for (const offset of [0, 16, 0, 32, 0, 16]) await read(kept, offset, 4);
    expect(reads.slice(1)).toEqual(["0+16", "16+16", "32+8", "16+16"]);
  });

  it("are asked for again where the answer failed", async () => {
    const { folder, reads } = asked(1);
    const kept = createKeptBytes(LIMITS).runFolder(folder);
    await expect(read(kept, 0, 4)).rejects.toThrow("the connection failed");
    expect(await read(kept, 0, 4)).toEqual([0, 1, 2, 3]);
    expect(reads).toEqual(["open a", "0+16", "0+16"]);
  });

  it("of two runs are not mixed up", async () => {
    const kept = createKeptBytes(LIMITS);
    const [one, other] = [asked(), asked()];
    await read(kept.runFolder(one.folder), 0, 4);
    await read(kept.runFolder(other.folder), 0, 4);
    expect(other.reads).toEqual(["open a", "0+16"]);
  });
});
