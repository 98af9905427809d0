import { describe, expect, it } from "vitest";
import { sourcesOfFiles } from "./dropped-files.ts";
import { runsOfList } from "./run-list.ts";
import { urlSource } from "./source.ts";

const files = (...paths: string[]) => paths.map((path) => ({ path, blob: new Blob() }));

describe("dropped files", () => {
  it("are a run without the folders around it", () => {
    const [run, ...others] = sourcesOfFiles(files("a/kicked/run.json", "a/kicked/states/1.safetensors"));
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      id: "dropped:kicked",
      name: "kicked",
      files: [{ path: "run.json" }, { path: "states/1.safetensors" }],
    });
  });

  it("are as many runs as there are folders with a run.json, and rollouts.jsonl files", () => {
    const names = sourcesOfFiles(files("a/run.json", "b/run.json", "b/steps.parquet", "c/rollouts.jsonl"));
    expect(names.map(({ id }) => id).sort()).toEqual(["dropped:a", "dropped:b", "dropped:rollouts.jsonl"]);
  });
});

describe("runs behind URLs", () => {
  const base = "http://127.0.0.1:8000/";

  it("are one run however its address is written", () => {
    const ids = ["runs/x/", "runs/x", "runs/x/run.json", `${base}runs/x`, "/runs/x/"].map(
      (url) => urlSource(url, base)?.id,
    );
    expect(new Set(ids)).toEqual(new Set(["runs/x/"]));
    expect(urlSource("runs/x?key=1", base)).toMatchObject({ id: "runs/x/?key=1", name: "x" });
    expect(urlSource("runs/rollouts.jsonl", base)?.id).toBe("runs/rollouts.jsonl");
    // Elsewhere, or with nothing below the page, it is the whole address.
    expect(urlSource("https://example.org/x", base)?.id).toBe("https://example.org/x/");
    expect(urlSource("", base)?.id).toBe(base);
  });

  it("are named by the last part of the path, and known in links by their place", () => {
    expect(urlSource("runs/a%20b/", base)).toEqual({
      kind: "url",
      id: "runs/a%20b/",
      name: "a b",
      url: `${base}runs/a%20b/`,
    });
    expect(urlSource("https://example.org/x/run.json", base)).toMatchObject({ name: "x" });
  });

  it("are http or https", () => {
    for (const url of ["javascript:alert(1)", "data:,x", "file:///etc/passwd", "http://["])
      expect(urlSource(url, base)).toBeUndefined();
  });

  it("come from a list that says which are analysed", () => {
    const runs = [
      { url: "runs/x/", analysis: true },
      { url: "runs/y/", analysis: "yes" },
    ];
    const found = runsOfList({ runs }, base).map((source) => source.kind === "url" && source.isAnalysed);
    expect(found).toEqual([true, undefined]);
  });

  it("come from a list, of which what is no run is passed over", () => {
    expect(
      runsOfList({ runs: [{ url: "runs/x/", name: "x" }, { name: "y" }, 3, { url: "data:,x" }] }, base),
    ).toHaveLength(1);
    expect([runsOfList(null, base), runsOfList({ runs: 3 }, base)]).toEqual([[], []]);
  });
});
