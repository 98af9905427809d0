/** @file Tests of files on disk as byte sources. */

import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempDir } from "../../../test/temp-dir.ts";
import { openFile } from "./file-source.ts";

async function tenBytes() {
  const path = join(await tempDir(), "ten.bin");
  await writeFile(
    path,
    Uint8Array.from({ length: 10 }, (_, i) => i),
  );
  return path;
}

describe("openFile", () => {
  it("reads by range, from the start to the last byte", async () => {
    const source = await openFile(await tenBytes());
    expect([source.name, source.size]).toEqual(["ten.bin", 10]);
    expect([...(await source.read(3, 4))]).toEqual([3, 4, 5, 6]);
    expect([...(await source.read(9, 1))]).toEqual([9]);
    expect([...(await source.read(10, 0))]).toEqual([]);
    await source.close();
  });

  it("refuses a range past the end, and says so when the file became shorter", async () => {
    const path = await tenBytes();
    const source = await openFile(path);
    await expect(source.read(8, 3)).rejects.toThrow(
      "invalid file: bytes 8 to 11 are missing (expected at most 10 bytes, in ten.bin)",
    );
    await truncate(path, 5);
    await expect(source.read(3, 4)).rejects.toThrow("invalid file: became shorter while it was read (in ten.bin)");
    await source.close();
  });

  it("says in one line what is wrong with a path", async () => {
    const folder = await tempDir();
    await expect(openFile(`${folder}/none`)).rejects.toThrow(`cannot read ${folder}/none: no such file or directory`);
    await expect(openFile(folder)).rejects.toThrow(`unsupported file: not a plain file (in ${folder})`);
    await expect(openFile("/dev/null")).rejects.toThrow("unsupported file: not a plain file (in /dev/null)");
  });
});
