/** @file Tests of Blobs as byte sources and folders. */

import { describe, expect, it } from "vitest";
import { blobFolder } from "./blob-folder.ts";
import { blobSource } from "./blob-source.ts";

describe("blobSource", () => {
  it("reads by range and refuses one past the end", async () => {
    const source = blobSource("ten.bin", new Blob([Uint8Array.from({ length: 10 }, (_, i) => i)]));
    expect(source.size).toBe(10);
    expect([...(await source.read(3, 4))]).toEqual([3, 4, 5, 6]);
    expect([...(await source.read(10, 0))]).toEqual([]);
    await expect(source.read(8, 3)).rejects.toThrow("invalid file: bytes 8 to 11 are missing");
  });
});

describe("blobFolder", () => {
  const folder = blobFolder(
    "data",
    new Map(["b.json", "a.json", "sub/c.json", "sub/deep/d.json"].map((path) => [path, new Blob([path])])),
  );

  it("lists files and folders sorted by name", async () => {
    expect(await folder.list()).toEqual([
      { name: "a.json", kind: "file" },
      { name: "b.json", kind: "file" },
      { name: "sub", kind: "folder" },
    ]);
  });

  it("opens what is there and nothing else", async () => {
    const deep = await (await folder.folder("sub"))?.folder("deep");
    const source = await deep?.open("d.json");
    expect(new TextDecoder().decode(await source?.read(0, 15))).toBe("sub/deep/d.json");
    for (const name of ["none", "sub", "sub/c.json"]) expect(await folder.open(name)).toBeUndefined();
    for (const name of ["none", "a.json", "su", "sub/deep"]) expect(await folder.folder(name)).toBeUndefined();
  });
});
