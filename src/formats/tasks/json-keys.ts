/**
 * @file The order of keys in a JSON file. JavaScript objects do not keep it: keys that look like array indices come first,
 * and many ARC task ids do (`13713586`).
 */

/** The keys of the outermost object, as they stand. `json` must be valid: what `JSON.parse` takes. */
export function topLevelKeys(json: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  let keyIsNext = false;
  for (let at = 0; at < json.length; at++) {
    switch (json[at]) {
      case "{":
      case "[":
        depth++;
        keyIsNext = depth === 1 && json[at] === "{";
        break;
      case "}":
      case "]":
        depth--;
        break;
      case ",":
        keyIsNext = depth === 1;
        break;
      case '"': {
        const end = endOfString(json, at);
        if (keyIsNext) keys.push(String(JSON.parse(json.slice(at, end + 1))));
        keyIsNext = false;
        at = end;
      }
    }
  }
  return keys;
}

/** Index of the quotation mark that closes the string which opens at `start`. */
function endOfString(json: string, start: number): number {
  let end = start + 1;
  while (json[end] !== '"') end += json[end] === "\\" ? 2 : 1;
  return end;
}
