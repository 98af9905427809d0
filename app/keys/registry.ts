/**
 * @file All commands. To add a key, add a command to the list of its kind; the sheet, the tooltips and the palette follow.
 */

import type { Application } from "../application.ts";
import type { Command } from "./command.ts";
import { CURSOR_COMMANDS } from "./cursor-commands.ts";
import { EXPORT_COMMANDS, NOTE_COMMANDS } from "./export-commands.ts";
import { GO_COMMANDS } from "./go-commands.ts";
import { type KeyPress, keyNames, keystrokeOf } from "./keystroke.ts";
import { LIVE_COMMANDS } from "./live-commands.ts";
import { SHOW_COMMANDS } from "./show-commands.ts";

export const COMMANDS: readonly Command[] = [
  ...CURSOR_COMMANDS,
  ...SHOW_COMMANDS,
  ...GO_COMMANDS,
  ...LIVE_COMMANDS,
  ...EXPORT_COMMANDS,
  ...NOTE_COMMANDS,
];

export function commandById(id: string): Command {
  const found = COMMANDS.find((command) => command.id === id);
  if (found === undefined) throw new Error(`no command ${id}`);
  return found;
}

/** `Next L-step (→)` */
export function tooltip(id: string, title?: string): string {
  const { keys, title: own } = commandById(id);
  const [key] = keys;
  return key === undefined ? (title ?? own) : `${title ?? own} (${keyNames(key).join(" ")})`;
}

/** For `aria-keyshortcuts`. */
export function shortcuts(id: string): string {
  return commandById(id)
    .keys.map((key) => key.replace("Ctrl", "Control"))
    .join(" ");
}

export function commandOfKey(press: KeyPress, application: Application): Command | undefined {
  const keystroke = keystrokeOf(press);
  return COMMANDS.find(({ keys, when }) => keys.includes(keystroke) && (when?.(application) ?? true));
}
