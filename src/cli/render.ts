/**
 * @file `fixpoint render`: a rollout as a picture.
 */

import type { Command } from "commander";
import { usage } from "../errors.ts";
import { scenesToGif, sceneToPng } from "../render/encode.ts";
import { filmstripScene } from "../render/filmstrip.ts";
import { DEFAULT_PICTURE, DIFFERENCES, type DifferenceMode, framesOf, type PictureOptions } from "../render/frames.ts";
import { DATA_KINDS, type DataKind } from "../render/notation/notation.ts";
import { PALETTE_NAMES, type PaletteName } from "../render/palettes.ts";
import { answersAndProbesOf, answersOf, eventAt, type RolloutView, readRolloutView } from "../render/rollout-view.ts";
import type { Scene } from "../render/scene.ts";
import { stillScene } from "../render/still.ts";
import { sceneToSvg } from "../render/svg.ts";
import { THEME_NAMES, type ThemeName } from "../render/theme.ts";
import { openRunPath } from "./open-run.ts";
import { oneOf, wholeNumber } from "./options.ts";
import { writeNewFile } from "./write-result.ts";

const FORMATS = ["png", "svg", "gif"] as const;
type Format = (typeof FORMATS)[number];

/** Pixels that the largest grid is wide where no scale is asked for: of a picture to look at, and of an animation. */
const STILL_PIXELS = 360;
const ANIMATION_PIXELS = 240;
/** How long the last frame of an animation is held, in milliseconds. */
const HOLD = 2000;

interface RenderOptions {
  readonly rollout: number;
  readonly output: string;
  readonly at?: string;
  readonly probes?: boolean;
  readonly diff: DifferenceMode;
  readonly palette: PaletteName;
  readonly theme: ThemeName;
  readonly digits?: boolean;
  readonly uncropped?: boolean;
  readonly scale?: number;
  readonly kind?: DataKind;
  readonly delay?: number;
}

export function addRenderCommand(program: Command): void {
  const { palette, theme, difference } = DEFAULT_PICTURE;
  program
    .command("render")
    .usage("<run> --rollout <n> -o <file> [options]")
    .description("draw one event of a rollout, the whole rollout as a filmstrip, or as an animated GIF")
    .argument("<run>", "a run directory")
    .requiredOption("--rollout <n>", "which rollout", wholeNumber("rollout", 0))
    .requiredOption("-o, --output <file>", "a new file to write: .png, .svg or .gif")
    .option("--at <address>", "only the event at this address, such as 5.2.3, with input and target beside it")
    .option("--probes", "show the probes between the answers too")
    .option(
      "--diff <what>",
      `outline what differs from: ${DIFFERENCES.join(", ")}`,
      oneOf("diff", DIFFERENCES),
      difference,
    )
    .option("--palette <name>", PALETTE_NAMES.join(", "), oneOf("palette", PALETTE_NAMES), palette)
    .option("--theme <name>", THEME_NAMES.join(", "), oneOf("theme", THEME_NAMES), theme)
    .option("--digits", "write its number in each cell of an ARC grid")
    .option("--uncropped", "show the whole canvas of an ARC answer, padding and ends of the grid hatched")
    .option("--scale <n>", "pixels per cell (default: by the size of the grids)", wholeNumber("scale", 1, 200))
    .option("--kind <kind>", `${DATA_KINDS.join(", ")} (default: what the run looks like)`, oneOf("kind", DATA_KINDS))
    .option(
      "--delay <ms>",
      "from frame to frame of a GIF (default: 300, with --probes 120)",
      wholeNumber("delay", 20, 60_000),
    )
    .addHelpText(
      "after",
      `
Examples:
  fixpoint render runs/first --rollout 3 -o strip.png --diff previous
  fixpoint render runs/first --rollout 3 --at 5.2.3 -o wrong.svg --diff target --digits
  fixpoint render runs/first --rollout 3 -o thinking.gif --probes --theme dark`,
    )
    .action(render);
}

async function render(path: string, options: RenderOptions): Promise<void> {
  const format = formatOf(options.output);
  if (options.at !== undefined && options.probes) {
    throw usage("probes", "with --at", { expected: "one of both: --at draws a single event" });
  }
  const run = await openRunPath(path);
  try {
    const view = await readRolloutView(run, options.rollout, options.kind);
    await writeNewFile(options.output, picture(view, format, options));
  } finally {
    await run.close();
  }
}

function formatOf(path: string): Format {
  const format = FORMATS.find((candidate) => path.toLowerCase().endsWith(`.${candidate}`));
  if (format === undefined) throw usage("output", path, { expected: "a name that ends in .png, .svg or .gif" });
  return format;
}

async function* picture(
  view: RolloutView,
  format: Format,
  options: RenderOptions,
): AsyncGenerator<Uint8Array, void, void> {
  const { at, probes, scale } = options;
  const events = at !== undefined ? eventAt(view, at) : probes ? answersAndProbesOf(view) : answersOf(view);
  const frames = framesOf(view, events, pictureOptions(options));
  const still = (index: number): Scene =>
    stillScene(frames, index, {
      scale,
      pixels: at === undefined ? ANIMATION_PIXELS : STILL_PIXELS,
      progress: at === undefined,
    });
  if (format === "gif") {
    const first = at === undefined ? 0 : events.length - 1;
    const delay = options.delay ?? (probes ? 120 : 300);
    yield* scenesToGif(events.length - first, (index) => still(first + index), { delay, hold: Math.max(delay, HOLD) });
    return;
  }
  const scene = at === undefined ? filmstripScene(frames, { scale }) : still(events.length - 1);
  yield format === "png" ? await sceneToPng(scene) : new TextEncoder().encode(sceneToSvg(scene));
}

function pictureOptions({ diff, digits, uncropped, palette, theme }: RenderOptions): PictureOptions {
  return { palette, theme, difference: diff, digits: digits ?? false, uncropped: uncropped ?? false };
}
