/**
 * @file What the kinds of intervention have in common: a name, the options they take, and how a spec becomes an act.
 */

import type { StateName } from "../../model/schedule.ts";
import type { Act, StateProvider } from "./intervention.ts";
import type { Options } from "./options.ts";

/** What a spec says beside the kind's own options. */
export interface Setting {
  /** The spec's place in the order given, from 0. */
  readonly index: number;
  readonly targets: readonly StateName[];
  /** The whole spec, for errors. */
  readonly where: string;
  readonly stateProvider: StateProvider | undefined;
}

export interface InterventionKind {
  readonly name: string;
  /** Its own options; all kinds take those of `when.ts` too, and `target` if they have no `targets`. */
  readonly keys: readonly string[];
  /** The states that it edits, of those that the model has, where the spec need not say it. Throws usage errors. */
  targets?(states: readonly StateName[], options: Options, where: string): readonly StateName[];
  /** Throws usage errors. */
  read(options: Options, setting: Setting): { begin(): Act; source?: string };
}
