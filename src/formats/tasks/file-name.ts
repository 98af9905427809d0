/**
 * @file What the name of a task file says.
 */

const JSON_NAME = /\.json(\.gz)?$/i;

/** `x.json`, `x.json.gz` */
export function isJsonName(name: string): boolean {
  return JSON_NAME.test(name);
}

/** The name without `.json`, `.json.gz` or `.gz`: the id of the task in the file. */
export function stem(name: string): string {
  return name.replace(JSON_NAME, "").replace(/\.gz$/i, "");
}

/** Where the solutions to a Kaggle challenges file may lie, the likeliest first; none for a file of another name. */
export function solutionsNames(challenges: string): readonly string[] {
  const at = challenges.lastIndexOf("challenges");
  if (at < 0) return [];
  const same = `${challenges.slice(0, at)}solutions${challenges.slice(at + "challenges".length)}`;
  return [same, same.endsWith(".gz") ? same.slice(0, -".gz".length) : `${same}.gz`];
}
