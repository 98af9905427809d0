import { describe, expect, it } from "vitest";
import { type Item, type Scene, text } from "./scene.ts";
import { sceneToSvg } from "./svg.ts";

const scene = (items: readonly Item[], label = ""): Scene => ({
  width: 10,
  height: 10,
  ground: "#ffffff",
  label,
  items,
});
const written = (content: string): string => {
  const svg = sceneToSvg(scene([text(content, { x: 0, baseline: 7, size: 1, fill: "#000000" })], content));
  return /<text[^>]*>(.*)<\/text>/su.exec(svg)?.[1] ?? "";
};

describe("a scene as SVG", () => {
  it("escapes names, which anybody may have chosen", () => {
    expect(written(`a<b>&"c"`)).toBe("a&lt;b&gt;&amp;&quot;c&quot;");
    expect(sceneToSvg(scene([], `"><script>`))).toContain(`aria-label="&quot;&gt;&lt;script&gt;"`);
  });

  it("holds no character that XML forbids", () => {
    expect(written("a\u0000b\ud800c\uffffd\u{1F600}")).toBe("a\ufffdb\ufffdc\ufffdd\u{1F600}");
  });

  it("draws rectangles of one colour that follow each other as one path", () => {
    const rect = (x: number, fill: "#111111" | "#222222"): Item => ({
      type: "rect",
      x,
      y: 0,
      width: 1,
      height: 2,
      fill,
    });
    const paths = sceneToSvg(scene([rect(0, "#111111"), rect(3, "#111111"), rect(5, "#222222")])).match(/<path.*>/g);
    expect(paths).toEqual([
      '<path fill="#111111" d="M0 0h1v2h-1zM3 0h1v2h-1z"/>',
      '<path fill="#222222" d="M5 0h1v2h-1z"/>',
    ]);
  });
});
