/**
 * @file `fixpoint data`: data sets to train on and to look at.
 */

import type { Command } from "commander";
import { addDataGymCommand } from "./data-gym.ts";
import { addDataMazeCommand } from "./data-maze.ts";
import { addDataRecipeCommand } from "./data-recipe.ts";
import { addDataSudokuCommand } from "./data-sudoku.ts";

export function addDataCommand(program: Command): void {
  const data = program.command("data").description("make data sets: concept tasks, sudokus, mazes");
  for (const add of [addDataGymCommand, addDataSudokuCommand, addDataMazeCommand, addDataRecipeCommand]) add(data);
}
