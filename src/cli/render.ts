/**
 * @file `fixpoint render`: a rollout or a training as a picture.
 */

import { basename, dirname, resolve } from "node:path";
import type { Command } from "commander";
import { invalid, usage } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import type { Folder } from "../platform/folder.ts";
import { openLocation } from "../platform/node/location.ts";
import { DIFFERENCES, type DifferenceMode } from "../render/differences.ts";
import { DOUBT_MODES, type DoubtMode } from "../render/doubt.ts";
import { DEFAULT_PICTURE } from "../render/frames.ts";
import { DATA_KINDS, type DataKind } from "../render/notation/notation.ts";
import { PALETTE_NAMES, type PaletteName } from "../render/palettes.ts";
import { PICTURE_FORMATS, type PictureFormat, type PictureRequest, picture } from "../render/picture.ts";
import { type RolloutView, readRolloutView } from "../render/rollout-view.ts";
import { THEME_NAMES, type ThemeName } from "../render/theme.ts";
import { RUN_FILE } from "../trace/run-layout.ts";
import { openRun, type Run } from "../trace/run-reader.ts";
import { oneOf, wholeNumber } from "./options.ts";
import { renderTraining } from "./render-training.ts";
import { writeNewFile } from "./write-result.ts";

/** As a training writes it, and as it is kept beside a model that ships. */
const LOG_FILES = ["log.jsonl", "log.jsonl.gz"] as const;

interface RenderOptions {
  readonly rollout?: number;
  readonly output: string;
  readonly at?: string;
  readonly probes?: boolean;
  readonly diff: DifferenceMode;
  readonly pin?: number;
  readonly pinRun?: string;
  readonly doubt?: DoubtMode;
  readonly palette: PaletteName;
  readonly theme: ThemeName;
  readonly digits?: boolean;
  readonly lines: boolean;
  readonly uncropped?: boolean;
  readonly scale?: number;
  readonly kind?: DataKind;
  readonly delay?: number;
  readonly smooth?: number;
}

/** What only a rollout has. */
const ROLLOUT_OPTIONS = [
  "rollout",
  "at",
  "probes",
  "pin",
  "pinRun",
  "doubt",
  "digits",
  "uncropped",
  "scale",
  "kind",
  "delay",
] as const;

export function addRenderCommand(program: Command): void {
  const { palette, theme, difference } = DEFAULT_PICTURE;
  program
    .command("render")
    .usage("<run> --rollout <n> -o <file> [options]\n       fixpoint render <training> -o <file> [options]")
    .description(
      "draw one event of a rollout, the whole rollout as a filmstrip, or as an animated GIF; or how a training went",
    )
    .argument("<run-or-training>", "a run directory; a directory that train wrote, or its log.jsonl, gzipped or not")
    .option("--rollout <n>", "which rollout of a run", wholeNumber("rollout", 0))
    .requiredOption("-o, --output <file>", "a new file to write: .png, .svg or .gif")
    .option("--at <address>", "only the event at this address, such as 5.2.3, with input and target beside it")
    .option("--probes", "show the probes between the answers too")
    .option(
      "--diff <what>",
      `outline what differs from: ${DIFFERENCES.join(", ")}`,
      oneOf("diff", DIFFERENCES),
      difference,
    )
    .option(
      "--pin <n>",
      "another rollout, whose answers stand beside those of this one, and which --diff pinned is about",
      wholeNumber("pin", 0),
    )
    .option("--pin-run <run>", "the run of the rollout that --pin names (default: the same)")
    .option(
      "--doubt <measure>",
      `mark the cells that the model is unsure of, by: ${DOUBT_MODES.join(", ")} (default: ${DEFAULT_PICTURE.doubt}; needs a trace with --confidence, or --probabilities for all of them)`,
      oneOf("doubt", DOUBT_MODES),
    )
    .option("--palette <name>", PALETTE_NAMES.join(", "), oneOf("palette", PALETTE_NAMES), palette)
    .option("--theme <name>", THEME_NAMES.join(", "), oneOf("theme", THEME_NAMES), theme)
    .option("--digits", "write its number in each cell of an ARC grid")
    .option("--no-lines", "no lines between the cells")
    .option("--uncropped", "show the whole canvas of an ARC answer, padding and ends of the grid hatched")
    .option("--scale <n>", "pixels per cell (default: by the size of the grids)", wholeNumber("scale", 1, 200))
    .option("--kind <kind>", `${DATA_KINDS.join(", ")} (default: what the run looks like)`, oneOf("kind", DATA_KINDS))
    .option(
      "--delay <ms>",
      "from frame to frame of a GIF (default: 300, with --probes 120)",
      wholeNumber("delay", 20, 60_000),
    )
    .option(
      "--smooth <n>",
      "training steps that a line of a training averages over (default: a sixtieth of them all)",
      wholeNumber("smooth", 1, 1_000_000),
    )
    .addHelpText(
      "after",
      `
Examples:
  fixpoint render runs/first --rollout 3 -o strip.png --diff previous
  fixpoint render runs/first --rollout 3 --at 5.2.3 -o wrong.svg --diff target --digits
  fixpoint render runs/first --rollout 3 --at 5 -o beside.png --pin 3 --pin-run runs/kicked --diff pinned
  fixpoint render runs/first --rollout 3 -o thinking.gif --probes --theme dark
  fixpoint render runs/sudoku6 -o training.svg`,
    )
    .action(render);
}

async function render(path: string, options: RenderOptions): Promise<void> {
  const format = formatOf(options.output);
  const location = await openLocation(path);
  if (location.kind === "folder") {
    const runFile = await location.folder.open(RUN_FILE);
    await runFile?.close();
    if (runFile !== undefined) return renderRollout(await openRun(location.folder), path, format, options);
  }
  const log = location.kind === "file" ? location.source : await openFirst(location.folder, LOG_FILES);
  if (log === undefined) {
    throw invalid("input", `${path} holds neither ${RUN_FILE} nor ${LOG_FILES[0]}`, {
      expected: "a run or a training",
    });
  }
  try {
    const useless = ROLLOUT_OPTIONS.find((option) => options[option] !== undefined);
    if (useless !== undefined) {
      throw usage(useless.replace("pinRun", "pin-run"), String(options[useless]), {
        expected: `a run, and ${path} is a training`,
      });
    }
    // The training's own name, whichever of both was given.
    const isLog = location.kind === "file" && LOG_FILES.some((name) => name === basename(path));
    const folder = isLog ? dirname(resolve(path)) : resolve(path);
    await renderTraining(log, basename(folder), { ...options, format });
  } finally {
    await log.close();
  }
}

async function openFirst(folder: Folder, names: readonly string[]): Promise<ByteSource | undefined> {
  for (const name of names) {
    const source = await folder.open(name);
    if (source !== undefined) return source;
  }
  return undefined;
}

async function renderRollout(run: Run, path: string, format: PictureFormat, options: RenderOptions): Promise<void> {
  try {
    const { rollout, at, probes, smooth, pin, pinRun } = options;
    if (rollout === undefined) throw usage("rollout", "nothing", { expected: `--rollout N, since ${path} is a run` });
    if (smooth !== undefined) throw usage("smooth", smooth, { expected: `a training, and ${path} is a run` });
    if (at !== undefined && probes) {
      throw usage("probes", "with --at", { expected: "one of both: --at draws a single event" });
    }
    if (pinRun !== undefined && pin === undefined) {
      throw usage("pin-run", pinRun, { expected: "--pin N too, which of its rollouts" });
    }
    const view = await readRolloutView(run, rollout, options.kind);
    const pinned = pin === undefined ? undefined : await readPinned(run, pin, options);
    await writeNewFile(options.output, picture(view, pictureRequest(format, options), pinned));
  } finally {
    await run.close();
  }
}

/** Of the same run, unless another is named. */
async function readPinned(run: Run, pin: number, { pinRun, kind }: RenderOptions): Promise<RolloutView> {
  if (pinRun === undefined) return readRolloutView(run, pin, kind);
  const location = await openLocation(pinRun);
  if (location.kind !== "folder") {
    await location.source.close();
    throw usage("pin-run", pinRun, { expected: "a run directory" });
  }
  const other = await openRun(location.folder);
  try {
    return await readRolloutView(other, pin, kind);
  } finally {
    await other.close();
  }
}

function formatOf(path: string): PictureFormat {
  const format = PICTURE_FORMATS.find((candidate) => path.toLowerCase().endsWith(`.${candidate}`));
  if (format === undefined) throw usage("output", path, { expected: "a name that ends in .png, .svg or .gif" });
  return format;
}

function pictureRequest(format: PictureFormat, options: RenderOptions): PictureRequest {
  const { diff: difference, doubt = DEFAULT_PICTURE.doubt, digits = false, lines, uncropped = false } = options;
  const { palette, theme, at, probes, scale, delay } = options;
  return { format, at, probes, scale, delay, palette, theme, difference, doubt, digits, lines, uncropped };
}
