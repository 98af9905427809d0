/**
 * @file The commands that fit what was typed into the palette.
 */

import type { Application } from "../../application.ts";
import type { Command } from "../../keys/command.ts";
import { COMMANDS } from "../../keys/registry.ts";

/** Those that make sense now and have every word somewhere in their title; in the registry's order. */
export function findCommands(typed: string, application: Application): readonly Command[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return COMMANDS.filter(({ id, title, when }) => {
    const isOpen = id === "page.palette";
    return !isOpen && (when?.(application) ?? true) && words.every((word) => title.toLowerCase().includes(word));
  });
}
