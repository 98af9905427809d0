#!/usr/bin/env node
/**
 * @file The command `fixpoint`. Each command stands in a file of its own.
 */

import { Command, CommanderError } from "commander";
import { FixpointError } from "../errors.ts";
import { addAnalyzeCommand } from "./analyze.ts";
import { addDataCommand } from "./data.ts";
import { addDemoCommand } from "./demo.ts";
import { addExportCommand } from "./export.ts";
import { addImportCommand } from "./import.ts";
import { addInspectCommand } from "./inspect.ts";
import { endQuietlyWithoutReader, note } from "./output.ts";
import { addRenderCommand } from "./render.ts";
import { addTraceCommand } from "./trace.ts";
import { addTrainCommand } from "./train.ts";
import { usageSentence } from "./usage-sentence.ts";
import { VERSION } from "./version.ts";
import { addViewCommand } from "./view.ts";

const WRONG_USAGE = 2;

function createProgram(): Command {
  const program = new Command("fixpoint")
    .description("runs recursive reasoning models (TRM, HRM) and shows what they think after every inner step")
    .version(VERSION)
    .exitOverride()
    // Commander's sentences have two lines; `main` prints them its own way.
    .configureOutput({ outputError: () => undefined });
  for (const add of [
    addTraceCommand,
    addInspectCommand,
    addAnalyzeCommand,
    addRenderCommand,
    addViewCommand,
    addExportCommand,
    addImportCommand,
    addDataCommand,
    addTrainCommand,
  ])
    add(program);
  addDemoCommand(program, main);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Runs one command; gives the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync([...argv], { from: "user" });
    // A command that runs others takes over their exit code.
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version come as errors with code 0; help for want of a command has been printed too.
      if (error.exitCode === 0) return 0;
      if (error.code !== "commander.help") note(usageSentence(error.message, program, argv));
      return WRONG_USAGE;
    }
    if (error instanceof FixpointError) {
      note(error.message);
      return error.exitCode;
    }
    note(`internal: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return 1;
  }
}

endQuietlyWithoutReader();
process.exitCode = await main(process.argv.slice(2));
