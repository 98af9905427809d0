/**
 * @file Text and pictures in a page that needs nothing but itself.
 */

import { sceneToPng } from "../../render/encode.ts";
import type { Scene } from "../../render/scene.ts";
import { sceneToSvg } from "../../render/svg.ts";
import type { ThemeName } from "../../render/theme.ts";

/** Safe between tags and in quoted attributes. */
export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** A picture in the reader's theme. As data, since patterns inside one SVG could not be told from those inside another. */
export function drawing(scene: (theme: ThemeName) => Scene): string {
  return picture(
    scene("light"),
    dataUrl("svg+xml", svgBytes(scene("light"))),
    dataUrl("svg+xml", svgBytes(scene("dark"))),
  );
}

/** The same in pixels: a filmstrip has thousands of cells, and as SVG in both themes the size of a photograph each. */
export async function pixels(scene: (theme: ThemeName) => Scene): Promise<string> {
  const [light, dark] = [await sceneToPng(scene("light")), await sceneToPng(scene("dark"))];
  return picture(scene("light"), dataUrl("png", light), dataUrl("png", dark));
}

function picture({ width, height, label }: Scene, light: string, dark: string): string {
  const size = `width="${Math.round(width / 2)}" height="${Math.round(height / 2)}"`;
  return (
    `<picture><source media="(prefers-color-scheme: dark)" srcset="${dark}">` +
    `<img src="${light}" ${size} alt="${escaped(label)}"></picture>`
  );
}

const svgBytes = (scene: Scene): Uint8Array => new TextEncoder().encode(sceneToSvg(scene));

function dataUrl(type: string, bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `data:image/${type};base64,${btoa(binary)}`;
}

export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  return `<table><thead>${line(head, "th")}</thead><tbody>${rows.map((row) => line(row, "td")).join("\n")}</tbody></table>`;
}

/** What a terminal is told: sentences, which may be wrapped, and tables, which are known by the gaps between their columns and may not. */
export function textWithTables(text: string): string {
  const blocks: { readonly isTable: boolean; readonly lines: string[] }[] = [];
  for (const line of text.split("\n").filter((one) => one.trim() !== "")) {
    const isTable = / {2}/.test(line);
    const block = blocks.at(-1);
    if (block?.isTable === isTable && isTable) block.lines.push(line);
    else blocks.push({ isTable, lines: [line] });
  }
  return blocks
    .map(({ isTable, lines }) =>
      isTable ? `<div class="wide"><pre>${escaped(lines.join("\n"))}</pre></div>` : `<p>${escaped(lines.join(""))}</p>`,
    )
    .join("\n");
}

/** One column of text, pictures at half their size, wide ones in a box that scrolls. */
export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --ink: #1c1c1c; --quiet: #6a6a6a; --line: #d4d4d4; }
@media (prefers-color-scheme: dark) { :root { --ground: #141414; --ink: #ededed; --quiet: #969696; --line: #3a3a3a; } }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; background: var(--ground); color: var(--ink);
  font: 15px/1.5 ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
h3 { font-size: 1rem; margin-bottom: 0.25rem; }
p, figcaption { max-width: 46rem; } .quiet, figcaption { color: var(--quiet); }
figure { margin: 1rem 0; } .wide { overflow-x: auto; } .wide img { max-width: none; } img { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin: 0.75rem 0; display: block; max-width: 100%; overflow-x: auto; } th, td { text-align: left; padding: 0.15rem 1.25rem 0.15rem 0; }
th { font-weight: 600; border-bottom: 1px solid var(--line); } code { font-size: 0.9em; }
`;
