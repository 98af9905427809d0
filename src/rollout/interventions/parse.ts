/**
 * @file Interventions from the command line's `--intervene SPEC`s.
 */

import { usage } from "../../errors.ts";
import type { Cycles } from "../../model/address.ts";
import { parseMoments } from "../../model/address.ts";
import type { StateName } from "../../model/schedule.ts";
import { ablate } from "./ablate.ts";
import { answer } from "./answer.ts";
import { freeze } from "./freeze.ts";
import type { Intervention, StateProvider } from "./intervention.ts";
import type { InterventionKind } from "./kind.ts";
import { noise } from "./noise.ts";
import { oneOf, readOptions } from "./options.ts";
import { patch } from "./patch.ts";
import { push } from "./push.ts";
import { splitSpec } from "./spec.ts";
import { readTarget } from "./target.ts";
import { readCondition, WHEN_KEYS } from "./when.ts";

const KINDS: readonly InterventionKind[] = [noise, ablate, freeze, patch, answer, push];

/** What the model has for interventions to act on. */
export interface InterventionModel {
  readonly cycles: Cycles;
  readonly states: readonly StateName[];
}

export interface InterventionDependencies {
  /** Reads the states of other runs, for `patch`. */
  readonly stateProvider?: StateProvider;
}

/**
 * The interventions that these specs ask for, in the order in which they apply. Throws a usage error for the first spec
 * that is wrong.
 */
export function parseInterventions(
  specs: readonly string[],
  model: InterventionModel,
  dependencies: InterventionDependencies = {},
): Intervention[] {
  return specs.map((spec, index) => parseIntervention(spec, index, model, dependencies));
}

function parseIntervention(
  text: string,
  index: number,
  { cycles, states }: InterventionModel,
  { stateProvider }: InterventionDependencies,
): Intervention {
  const spec = splitSpec(text);
  const kind = KINDS.find(({ name }) => name === spec.kind);
  if (kind === undefined) {
    throw usage("kind of intervention", spec.kind, { expected: oneOf(KINDS.map(({ name }) => name)), where: text });
  }
  const moments = parseMoments(spec.moments, cycles, text);
  const options = readOptions(spec, [...(kind.targets === undefined ? ["target"] : []), ...kind.keys, ...WHEN_KEYS]);
  const targets = kind.targets?.(states, options, text) ?? readTarget(options, states, text);
  const holds = readCondition(options, moments, cycles, text);
  const { begin, source } = kind.read(options, { index, targets, where: text, stateProvider });
  return {
    spec: text,
    lastSupervisionStep: moments.lastSupervisionStep,
    source,
    mayAct: (moment) => moments.matches(moment),
    begin() {
      const act = begin();
      return async (context) => (holds(context.measurements) ? act(context) : []);
    },
  };
}
