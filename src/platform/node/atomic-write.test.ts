/** @file Tests of atomic writing. */

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempDir } from "../../../test/temp-dir.ts";
import { writeFileAtomic } from "./atomic-write.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("writeFileAtomic", () => {
  it("writes one array, or many one after the other, over what was there", async () => {
    const folder = await tempDir();
    const path = join(folder, "out");
    await writeFileAtomic(path, bytes("one"));
    expect(await readFile(path, "utf8")).toBe("one");
    await writeFileAtomic(path, [bytes("two"), bytes(""), bytes(", three")]);
    expect(await readFile(path, "utf8")).toBe("two, three");
    expect(await readdir(folder)).toEqual(["out"]);
  });

  it("leaves the old file and nothing else when the chunks fail half-way", async () => {
    const folder = await tempDir();
    const path = join(folder, "out");
    await writeFile(path, "old");
    async function* failing() {
      yield bytes("new");
      expect(await readFile(path, "utf8")).toBe("old");
      throw new Error("engine lost");
    }
    await expect(writeFileAtomic(path, failing())).rejects.toThrow("engine lost");
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["out"]);
  });

  it("says in one line why it cannot write, and leaves nothing", async () => {
    const folder = await tempDir();
    const missing = join(folder, "none", "out");
    await expect(writeFileAtomic(missing, bytes("x"))).rejects.toThrow(
      `cannot write ${missing}: no such file or directory`,
    );
    await mkdir(join(folder, "taken"));
    await expect(writeFileAtomic(join(folder, "taken"), bytes("x"))).rejects.toThrow(
      `cannot write ${folder}/taken: it is a directory`,
    );
    expect(await readdir(folder)).toEqual(["taken"]);
  });
});
