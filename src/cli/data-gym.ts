/**
 * @file `fixpoint data gym`: ARC-like tasks whose rule is a known concept or several.
 */

import type { Command } from "commander";
import { parseRuleFamilies, RULE_FAMILIES } from "../gym/catalogue.ts";
import { LARGEST_SIDE } from "../gym/grid/canvas.ts";
import { DEFAULT_PAIRS, DEFAULT_TEST_PAIRS, LARGEST_CANVAS, MOST } from "../gym/specification.ts";
import { type DataOptions, withDataOptions, writeData } from "./data-output.ts";
import { wholeNumber } from "./options.ts";

interface GymOptions extends DataOptions {
  readonly concepts: string;
  readonly count?: number;
  readonly pairs?: number;
  readonly testPairs?: number;
  readonly minSide: number;
  readonly augment: number;
  readonly side: number;
}

const help = () => `
Concepts, alone and composed:
${RULE_FAMILIES.map(({ name, rules }) => `  ${name} (${rules.length})`).join("\n")}
In brackets: how many rules go by this name, one for each choice of directions, colours and so on. A task has one of them.
Test pairs are held out: no training pair of the same task is one of them, whatever the seed and the number of pairs.`;

export function addDataGymCommand(data: Command): void {
  const command = data
    .command("gym")
    .usage("--out <dir> [options]")
    .description("ARC-like tasks on grids up to 10×10, each about a known concept or several")
    .option("--concepts <names>", "all, singles, pairs, triples, or names: gravity,mirror,gravity+mirror", "all")
    .option("--count <n>", "tasks, by turns of each concept (default: one of each)", wholeNumber("count", 1, MOST))
    .option(
      "--pairs <n>",
      `training pairs of each task (default: ${DEFAULT_PAIRS}; arc: 3 or 4)`,
      wholeNumber("pairs", 1, MOST),
    )
    .option(
      "--test-pairs <n>",
      `held-out pairs of each task (default: ${DEFAULT_TEST_PAIRS}; arc: 1 or 2)`,
      wholeNumber("test-pairs", 1, MOST),
    )
    .option(
      "--min-side <n>",
      "rows and columns of an input at least, where the rule allows it",
      wholeNumber("min-side", 1, LARGEST_SIDE),
      1,
    )
    .option("--augment <n>", "augmentations of each task, each a puzzle of its own", wholeNumber("augment", 0, MOST), 0)
    .option("--side <n>", "side of the canvas", wholeNumber("side", LARGEST_SIDE, LARGEST_CANVAS), LARGEST_SIDE)
    .addHelpText("after", help);
  withDataOptions(command).action((options: GymOptions) => {
    const { seed, format, concepts, minSide, augment, side } = options;
    const [pairs, testPairs] = format === "dataset" ? [DEFAULT_PAIRS, DEFAULT_TEST_PAIRS] : [];
    return writeData(options, {
      generator: "gym",
      seed,
      concepts,
      count: options.count ?? parseRuleFamilies(concepts).length,
      pairs: options.pairs ?? pairs,
      testPairs: options.testPairs ?? testPairs,
      minSide,
      augment,
      side,
    });
  });
}
