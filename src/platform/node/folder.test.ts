/** @file Tests of directories on disk as folders, and of locations. */

import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempDir } from "../../../test/temp-dir.ts";
import { FixpointError } from "../../errors.ts";
import { openFolder } from "./folder.ts";
import { openLocation } from "./location.ts";

async function example() {
  const path = join(await tempDir(), "data");
  await mkdir(join(path, "sub"), { recursive: true });
  for (const name of ["b.json", "a.json", "Z.json", "sub/c.json"]) await writeFile(join(path, name), name);
  await symlink(join(path, "a.json"), join(path, "link"));
  await symlink(join(path, "nowhere"), join(path, "dangling"));
  return path;
}

describe("openFolder", () => {
  it("lists files and folders in the order of code units, links followed", async () => {
    const folder = openFolder(await example());
    expect(folder.name).toBe("data");
    expect(await folder.list()).toEqual([
      { name: "Z.json", kind: "file" },
      { name: "a.json", kind: "file" },
      { name: "b.json", kind: "file" },
      { name: "link", kind: "file" },
      { name: "sub", kind: "folder" },
    ]);
  });

  it("opens what is there and nothing else", async () => {
    const folder = openFolder(await example());
    const source = await folder.open("a.json");
    expect(new TextDecoder().decode(await source?.read(0, 6))).toBe("a.json");
    await source?.close();
    const inner = await (await folder.folder("sub"))?.open("c.json");
    expect(inner?.size).toBe(10);
    await inner?.close();
    for (const name of ["none", "sub", "dangling", ""]) expect(await folder.open(name)).toBeUndefined();
    for (const name of ["none", "a.json"]) expect(await folder.folder(name)).toBeUndefined();
  });

  it("never leaves the directory", async () => {
    const path = await example();
    const folder = openFolder(join(path, "sub"));
    for (const name of ["", "../a.json", "..", ".", join(path, "a.json"), "a\0b", "..\\a.json"]) {
      expect(await folder.open(name)).toBeUndefined();
      expect(await folder.folder(name)).toBeUndefined();
    }
  });

  it("says when there is no such directory", async () => {
    const path = join(await tempDir(), "none");
    await expect(openFolder(path).list()).rejects.toThrow(`cannot read ${path}: no such file or directory`);
  });
});

describe("openLocation", () => {
  it("gives a file with the folder it lies in", async () => {
    const path = await example();
    const location = await openLocation(join(path, "a.json"));
    if (location.kind !== "file") throw new Error("not a file");
    expect([location.source.name, location.folder.name]).toEqual(["a.json", "data"]);
    expect((await location.folder.list()).length).toBe(5);
    await location.source.close();
  });

  it("gives a directory as a folder", async () => {
    expect(await openLocation(await example())).toMatchObject({ kind: "folder", folder: { name: "data" } });
  });

  it("says in one line that there is neither", async () => {
    const error = await openLocation("no/such.json").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(FixpointError);
    expect(error).toMatchObject({ message: "cannot read no/such.json: no such file or directory", exitCode: 1 });
  });
});
