/**
 * @file The log of a training as a picture.
 */

import { usage } from "../errors.ts";
import type { ByteSource } from "../platform/byte-source.ts";
import { sceneToPng } from "../render/encode.ts";
import { plotScene } from "../render/plot/plot-scene.ts";
import { sceneToSvg } from "../render/svg.ts";
import type { ThemeName } from "../render/theme.ts";
import { type TrainingSeries, trainingPlot } from "../render/training-plot.ts";
import { readLog, type TrainingLog } from "../train/read-log.ts";
import { note } from "./output.ts";
import { writeNewFile } from "./write-result.ts";

export interface TrainingPictureOptions {
  readonly output: string;
  readonly format: "png" | "svg" | "gif";
  readonly theme: ThemeName;
  readonly smooth?: number | undefined;
}

/** Draws `log.jsonl`; `name` is what a person calls the training. */
export async function renderTraining(
  source: ByteSource,
  name: string,
  { output, format, theme, smooth }: TrainingPictureOptions,
): Promise<void> {
  if (format === "gif") throw usage("output", output, { expected: "a name that ends in .png or .svg for a training" });
  const log = await readLog(source);
  if (log.isCut) note(`note: the last line of ${source.name} is cut, and left out`);
  const scene = plotScene(trainingPlot(seriesOf(log, name), { theme, smooth }));
  await writeNewFile(output, [
    format === "png" ? await sceneToPng(scene) : new TextEncoder().encode(sceneToSvg(scene)),
  ]);
}

/** Where no row halted, the log has 0 for what is said of those that did. */
function seriesOf({ columns }: TrainingLog, name: string): TrainingSeries {
  const judged = (values: Float64Array): Float64Array =>
    values.map((value, index) => (columns.count[index] === 0 ? Number.NaN : value));
  return {
    name,
    step: columns.step,
    lmLoss: columns.lm_loss,
    qHaltLoss: columns.q_halt_loss,
    accuracy: judged(columns.accuracy),
    exactAccuracy: judged(columns.exact_accuracy),
    qHaltAccuracy: judged(columns.q_halt_accuracy),
    steps: judged(columns.steps),
    lr: columns.lr,
    puzzleEmbLr: columns.puzzle_emb_lr,
    rowsPerSecond: columns.rows_per_second,
  };
}
