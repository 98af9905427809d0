/**
 * @file What two runs were told differently, by their `run.json`. When they ran, how long, and how many rollouts came of it is left out.
 */

import type { RunInfo } from "../../../src/trace/run-info.ts";

export interface ConfigurationDifference {
  /** `config.H_cycles`, `interventions` */
  readonly key: string;
  /** As JSON has it, but texts as they are; `–` where a run does not say. */
  readonly first: string;
  readonly second: string;
}

/** Only what differs, in the order of the file, what only the second has last. */
export function configurationDifferences(first: RunInfo, second: RunInfo): readonly ConfigurationDifference[] {
  const [a, b] = [flat(first), flat(second)];
  return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => {
    const [one, other] = [a.get(key) ?? "–", b.get(key) ?? "–"];
    return one === other ? [] : [{ key, first: one, second: other }];
  });
}

function flat({ model, config, options, interventions, seed, engine, fixpointVersion }: RunInfo) {
  const told = {
    ...prefixed("model", model ?? {}),
    ...prefixed("config", config),
    ...prefixed("options", options),
    interventions: interventions.length === 0 ? "none" : interventions.join(" "),
    seed,
    engine,
    fixpoint: fixpointVersion,
  };
  return new Map(
    Object.entries(told)
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

function prefixed(prefix: string, values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}.${key}`, value]));
}
