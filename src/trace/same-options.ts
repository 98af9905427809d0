/**
 * @file A run is resumed with the options with which it began.
 */

import { usage } from "../errors.ts";
import { firstJsonDifference, type JsonObject, type JsonValue } from "./json.ts";
import type { RunHeader, RunInfo } from "./run-info.ts";

/** Throws a usage error that names the first option in which `now` differs from the run that is to be resumed. */
export function checkSameOptions(run: RunInfo, now: RunHeader, where: string): void {
  const difference = firstJsonDifference(askedFor(run), askedFor(now));
  if (difference === undefined) return;
  const { path, before, after } = difference;
  throw usage("resume", `${path.replace(/^options\./, "option ")} is ${short(after)}`, {
    expected: `${short(before)}, as the run began`,
    where,
  });
}

/** In the order in which a person would look for a difference. */
function askedFor({ options, interventions, seed, engine, model, config, rollouts }: RunHeader): JsonObject {
  // The same weights under another name are the same model.
  const weights = model && { architecture: model.architecture, sha256: model.sha256 };
  return { options, interventions, seed, engine, model: weights, config, rollouts };
}

function short(value: JsonValue | undefined): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
