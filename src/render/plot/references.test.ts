import { expect, it } from "vitest";
import type { Item } from "../scene.ts";
import { plotScene } from "./plot-scene.ts";

const textsIn = (items: readonly Item[]): { readonly text: string; readonly baseline: number }[] =>
  items.flatMap((item) => (item.type === "group" ? textsIn(item.items) : item.type === "text" ? [item] : []));

it("puts the names of lines that stand near each other one below the other", () => {
  const scene = plotScene({
    theme: "light",
    x: { title: "power of ten" },
    panels: [
      {
        title: "rollouts",
        y: {},
        marks: [{ type: "line", x: [0, 100], y: [0, 1] }],
        references: [
          { x: 98, name: "settled" },
          { x: 99, name: "wandering" },
          { x: 10, name: "apart" },
        ],
      },
    ],
  });
  const heightOf = (name: string) => textsIn(scene.items).find(({ text }) => text === name)?.baseline;
  expect(heightOf("wandering")).toBeGreaterThan(heightOf("settled") ?? 0);
  expect(heightOf("apart")).toBe(heightOf("settled"));
});
