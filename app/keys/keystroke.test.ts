import { describe, expect, it } from "vitest";
import { keyNames, keystrokeOf } from "./keystroke.ts";

const press = (key: string, held: string[] = []) =>
  keystrokeOf({
    key,
    ctrlKey: held.includes("ctrl"),
    metaKey: held.includes("meta"),
    shiftKey: held.includes("shift"),
    altKey: held.includes("alt"),
  });

describe("a keystroke", () => {
  it("names what is held down", () => {
    expect(press("ArrowRight", ["shift"])).toBe("Shift+ArrowRight");
    expect(press("P", ["ctrl", "shift"])).toBe("Ctrl+Shift+p");
    expect(press("ArrowLeft", ["meta"])).toBe("Ctrl+ArrowLeft");
  });

  it("is the same on every layout for what is no letter", () => {
    expect(press("?", ["shift"])).toBe("?");
    expect(press("?")).toBe("?");
    expect(press(" ")).toBe("Space");
  });

  it("is the same with caps lock", () => {
    expect(press("D")).toBe("d");
  });

  it("has names for people", () => {
    expect(keyNames("Ctrl+Shift+p")).toEqual(["Ctrl", "Shift", "P"]);
    expect(keyNames("Shift+ArrowRight")).toEqual(["Shift", "→"]);
  });
});
