/**
 * @file This browser's own storage, which it may refuse.
 */

/** `undefined` where the browser refuses even to name it. */
export function browserStorage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}
