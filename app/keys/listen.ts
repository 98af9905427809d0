/**
 * @file Key presses to commands. What is typed into a field is its text, and a focused button keeps Space and Enter; a dialog keeps all.
 */

import type { Application } from "../application.ts";
import { commandOfKey } from "./registry.ts";

/** Returns what ends it. */
export function listenToKeys(application: Application): () => void {
  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]") !== null) return;
    const command = commandOfKey(event, application);
    if (command === undefined || belongsToTarget(event)) return;
    event.preventDefault();
    command.run(application);
  }
  addEventListener("keydown", press);
  return () => removeEventListener("keydown", press);
}

function belongsToTarget({ target, key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest("input, select, textarea, [contenteditable]") !== null) {
    const isText = target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
    // A chord with Shift is no text: the palette opens from everywhere.
    return isText ? !((ctrlKey || metaKey) && key.length === 1) : key === " ";
  }
  return (key === " " || key === "Enter") && target.closest("button, a, summary, [role=button]") !== null;
}
