/**
 * @file Between the page and a worker: calls by name with a number, replies with the same number.
 */

/** A worker, seen from the page; the page, seen from a worker; a port in tests. */
export interface Channel {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** What may be asked, by name: an interface whose members all have `ask` and `answer`. */
export type Calls<C> = { readonly [Name in keyof C]: { readonly ask: unknown; readonly answer: unknown } };

export type Request<C extends Calls<C>> = {
  readonly [Name in keyof C]: { readonly id: number; readonly name: Name; readonly ask: C[Name]["ask"] };
}[keyof C];

export type Reply =
  | { readonly id: number; readonly answer: unknown }
  /** `isFault`: a sentence for the person; otherwise a bug of ours. */
  | { readonly id: number; readonly error: string; readonly isFault: boolean }
  /** Of an answer that is under way. */
  | { readonly id: number; readonly part: unknown };

/** The channel of the worker that this runs in. The DOM's types know `self` only as a window. */
export const ownChannel = (): Channel => self as unknown as Channel;
