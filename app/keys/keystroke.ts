/**
 * @file Keys as the registry writes them: `d`, `?`, `Shift+ArrowRight`, `Ctrl+Shift+p`.
 */

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The keystroke of a press. On a Mac, Command stands for Ctrl. */
export function keystrokeOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): string {
  const isLetter = /^\p{L}$/u.test(key);
  // Of `?` and `/` the layout decides whether Shift is held.
  const namesShift = shiftKey && (key.length > 1 || isLetter || key === " ");
  const name = key === " " ? "Space" : isLetter ? key.toLowerCase() : key;
  const held = [ctrlKey || metaKey ? "Ctrl" : "", altKey ? "Alt" : "", namesShift ? "Shift" : ""];
  return [...held.filter(Boolean), name].join("+");
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Escape: "Esc",
};

/** For people: `Shift →`, `Ctrl Shift P`. */
export function keyNames(keystroke: string): readonly string[] {
  return keystroke.split(/\+(?=.)/).map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
