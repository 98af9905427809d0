/**
 * @file A foreign name made safe for an error message: one line, bounded, quoted.
 */

const LONGEST = 120;

/** `'name'`, with control characters and quotes escaped; the middle of a very long name is left out. */
export function quote(name: string): string {
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST / 2)}…${name.slice(-LONGEST / 2)}` : name;
  const escaped = short.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\\']/gu, (character) => {
    if (character === "'" || character === "\\") return `\\${character}`;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `'${escaped}'`;
}
