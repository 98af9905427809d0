/**
 * @file What commander says of wrong usage, in one line.
 */

import type { Command } from "commander";
import { printable } from "../errors.ts";

/**
 * `error: unknown option '--limt'\n(Did you mean --limit?)` → `unknown option '--limt' (did you mean --limit?)`; without a
 * suggestion, where help is to be found.
 */
export function usageSentence(message: string, program: Command, argv: readonly string[]): string {
  const [first = "", suggestion] = message.split(/\n(?=\(Did you mean )/);
  const problem = first
    .replace(/^error: /, "")
    .replace(/\.$/, "")
    .replace(". Expected", ": expected");
  const command = program.commands.find((candidate) => candidate.name() === argv[0]);
  const help = [program.name(), ...(command === undefined ? [] : [command.name()]), "--help"].join(" ");
  return printable(`${problem} ${suggestion?.replace("Did", "did") ?? `(see ${help})`}`);
}
