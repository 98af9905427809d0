/**
 * @file `fixpoint data recipe`: the data that a recipe trains on, with the held-out split that it does not.
 */

import { type Command, Option } from "commander";
import { usage } from "../errors.ts";
import { heldOutOnly } from "../gym/held-out-only.ts";
import { MOST } from "../gym/specification.ts";
import { readRecipe } from "../train/node/open-plan.ts";
import { DATA_FORMATS, type DataFormat, writeData } from "./data-output.ts";
import { oneOf, wholeNumber } from "./options.ts";

interface RecipeDataOptions {
  readonly out: string;
  readonly format: DataFormat;
  readonly heldOut?: true | number;
}

const HELP = `
For a recipe whose data are described, as in data: {generator: sudoku, side: 6, count: 5000}. A training on the
directory is the same as one by the recipe; its test split is what fixpoint trace reads.`;

export function addDataRecipeCommand(data: Command): void {
  data
    .command("recipe")
    .usage("<recipe> --out <dir> [options]")
    .description("the data that a recipe describes, with their held-out split")
    .argument("<recipe>", "a YAML file, as train reads it")
    .requiredOption("--out <dir>", "the directory to write, which must not be there yet")
    .addOption(
      new Option("--format <format>", "arc: ARC task JSON; dataset: arrays in upstream's layout")
        .argParser(oneOf("format", DATA_FORMATS))
        .default("dataset" satisfies DataFormat),
    )
    .option(
      "--held-out [n]",
      "only held-out puzzles: as many as the recipe says, or n (of a gym: of each task)",
      wholeNumber("held-out", 1, MOST),
    )
    .addHelpText("after", HELP)
    .action(async (path: string, options: RecipeDataOptions) => {
      const { name, data } = await readRecipe(path);
      if (typeof data === "string") {
        throw usage("data", data, { expected: "what is to be made, not a path", where: name });
      }
      if (options.heldOut === undefined) return writeData(options, data);
      return writeData(options, heldOutOnly(data, options.heldOut === true ? undefined : options.heldOut));
    });
}
