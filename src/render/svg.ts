/**
 * @file A scene as SVG text.
 */

import { ASCENT } from "./font.ts";
import type { Area, Dots, Hatch, Item, Point, Rect, Scene, Stroke, Text } from "./scene.ts";

/** A digit of most system fonts is 0.72 of the font size high: as high as one of the bitmap font. */
const FONT_SIZE = Math.round((ASCENT / 0.72) * 100) / 100;

const FONT = "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** One element a line, so that two pictures can be compared as text. */
export function sceneToSvg({ width, height, ground, label, items }: Scene): string {
  const hatches = new Map<string, Hatch>();
  const body = drawItems(items, hatches);
  const patterns = [...hatches].map(([id, hatch]) => pattern(id, hatch));
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
      `role="img" aria-label="${escaped(label)}" shape-rendering="crispEdges" font-family="${FONT}" ` +
      `style="font-variant-numeric: tabular-nums">`,
    ...(patterns.length > 0 ? [`<defs>${patterns.join("")}</defs>`] : []),
    `<rect width="${width}" height="${height}" fill="${ground}"/>`,
    ...body,
    "</svg>",
  ];
  return `${lines.join("\n")}\n`;
}

function drawItems(items: readonly Item[], hatches: Map<string, Hatch>): string[] {
  const lines: string[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (item?.type === "rect") {
      const same: Rect[] = [];
      for (let next = items[at]; next?.type === "rect" && next.fill === item.fill; next = items[++at]) same.push(next);
      lines.push(`<path fill="${item.fill}" d="${same.map(subpath).join("")}"/>`);
      continue;
    }
    if (item?.type === "text") lines.push(textElement(item));
    if (item?.type === "stroke") lines.push(strokeElement(item));
    if (item?.type === "area") lines.push(areaElement(item));
    if (item?.type === "dots") lines.push(...dotElements(item));
    if (item?.type === "hatch") lines.push(hatched(item, hatches));
    if (item?.type === "group") {
      lines.push(`<g><title>${escaped(item.label)}</title>`, ...drawItems(item.items, hatches), "</g>");
    }
    at++;
  }
  return lines;
}

const subpath = ({ x, y, width, height }: Rect): string => `M${x} ${y}h${width}v${height}h-${width}z`;

/** Hundredths of a pixel are more than anybody sees. */
const place = (value: number): number => Math.round(value * 100) / 100;

const through = (points: readonly Point[]): string => points.map(([x, y]) => `${place(x)} ${place(y)}`).join("L");

const opaque = (name: string, opacity: number): string => (opacity === 1 ? "" : ` ${name}="${opacity}"`);

/** `l0 0` at the end: a line of one point is drawn as a dot only where it goes somewhere. */
function strokeElement({ points, width, stroke, opacity }: Stroke): string {
  return (
    `<path fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"` +
    `${opaque("stroke-opacity", opacity)} shape-rendering="auto" d="M${through(points)}${points.length === 1 ? "l0 0" : ""}"/>`
  );
}

function areaElement({ points, fill, opacity }: Area): string {
  return `<path fill="${fill}"${opaque("fill-opacity", opacity)} shape-rendering="auto" d="M${through(points)}Z"/>`;
}

function dotElements({ points, radius, fill, opacity }: Dots): string[] {
  const circles = points.map(([x, y]) => `<circle cx="${place(x)}" cy="${place(y)}" r="${radius}"/>`);
  return [`<g fill="${fill}"${opaque("fill-opacity", opacity)} shape-rendering="auto">`, ...circles, "</g>"];
}

function textElement({ x, baseline, text, size, anchor, bold, fill }: Text): string {
  const aligned = anchor === "start" ? "" : ` text-anchor="${anchor}"`;
  const weight = bold ? ' font-weight="700"' : "";
  const fontSize = Math.round(FONT_SIZE * size * 100) / 100;
  return `<text x="${x}" y="${baseline}" font-size="${fontSize}"${aligned}${weight} fill="${fill}">${escaped(text)}</text>`;
}

function hatched(hatch: Hatch, hatches: Map<string, Hatch>): string {
  const { x, y, width, height, stroke, period, direction } = hatch;
  const id = `${direction}-${period}-${stroke.slice(1)}`;
  hatches.set(id, hatch);
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="url(#${id})"/>`;
}

/** Tiles of one period that begin at the picture's corner, so that the lines of neighbours meet. */
function pattern(id: string, { period, stroke, direction }: Hatch): string {
  const line = direction === "rising" ? `M-1 1L1-1M0 ${period}L${period} 0M${period - 1} ${period + 1}l2-2` : "";
  const falling = direction === "falling" ? `M-1 ${period - 1}l2 2M0 0l${period} ${period}M${period - 1}-1l2 2` : "";
  return (
    `<pattern id="${id}" width="${period}" height="${period}" patternUnits="userSpaceOnUse">` +
    `<path d="${line}${falling}" stroke="${stroke}" shape-rendering="auto"/></pattern>`
  );
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML does not allow at all become what stands for an unknown one. */
function escaped(content: string): string {
  return (
    content
      // Lone surrogates: with the flag u, pairs are characters of another kind.
      .replace(/\p{Surrogate}/gu, "\ufffd")
      .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
  );
}
